"""Rasa's custom actions: each one hands its turn to a thread and utters the reply."""

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec
from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from rasa_bot.actions import answering, deciding
from rasa_bot.actions.answering import Reply, Turn
from rasa_bot.actions.store import Store
from rasa_bot.actions.understanding import Memory


class Replying(Action):
    """An action of a name that utters what `reply` makes of a turn."""

    def __init__(self, name: str, reply: Callable[[Turn], Reply]) -> None:
        self._name, self._reply = name, reply

    def name(self) -> str:
        return self._name

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, _domain: dict[str, Any]) -> list[dict[str, Any]]:
        turn = turn_of(tracker.latest_message, tracker.get_slot("last"))
        reply = await asyncio.to_thread(self._reply, turn)
        dispatcher.utter_message(text=reply.text, json_message=reply.custom or {}, buttons=reply.buttons)
        return [SlotSet("last", msgspec.to_builtins(reply.memory))] if reply.memory and reply.memory != turn.memory else []


def turn_of(message: dict[str, Any], slot: Any) -> Turn:
    """The turn that Rasa's latest message makes."""
    view = (message.get("metadata") or {}) if isinstance(message.get("metadata"), dict) else {}
    return Turn(
        text=message.get("text") or "",
        intent=(message.get("intent") or {}).get("name") or "",
        memory=_remembered(slot or view.get("memory")),
        view=view,
        ranking=message.get("intent_ranking") or [],
        meaning=message.get("meaning") or [],
    )


def _remembered(value: Any) -> Memory | None:
    """The slot's memory, or the one that a client which changes senders brought along; nothing where it is not one."""
    try:
        return msgspec.convert(value, Memory) if value else None
    except msgspec.ValidationError:
        return None


def actions(store: Store, page: str) -> list[Replying]:
    """Every action of the domain."""
    return [
        Replying("action_answer", lambda turn: deciding.reply(turn, store, page)),
        Replying("action_overview", lambda turn: deciding.overview(turn, store, page)),
        Replying("action_unsure", lambda turn: deciding.reply(turn, store, page)),
        Replying("action_out_of_scope", lambda turn: deciding.reply(turn, store, page)),
        Replying("action_sources", lambda turn: answering.sources(turn, store)),
        Replying("action_help", answering.helped),
    ]
