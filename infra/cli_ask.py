"""storepulse ask: a question to the bot, in words."""

from typing import Annotated, Any
from uuid import uuid4

import httpx
import typer

from contracts.reading import streams
from infra.cli_metric import stream
from infra.cli_stack import Json
from infra.console import console, json_out, settings
from infra.reader import asking
from infra.stack import StackError, why_no_bot
from rasa_bot.environment import ready as bot_ready


def ask(
    question: Annotated[str, typer.Argument(help='In words, such as "how many sessions in June?"', show_default=False)],
    source: Annotated[str, typer.Option(help="Which stream of events, such as eshop2008; without, the one written last.")] = "",
    sender: Annotated[str, typer.Option(help="Questions of one sender are one conversation; without a name each stands alone.")] = "",
    as_json: Json = False,
) -> None:
    """Asks the bot and prints its answer."""
    config = settings()
    asked: dict[str, Any] = {"sender": sender or f"terminal-{uuid4().hex}", "message": question}
    if source:
        with asking(config) as store:
            asked["metadata"] = {"source": stream(source, streams(store)).source}
    answers = _post(f"{config.rasa_url}/webhooks/rest/webhook", asked)
    if answers is None:
        where = f"nothing answers at {config.rasa}" if config.rasa else ""
        reason = where or ("start it with `storepulse up`" if bot_ready(config) else why_no_bot(config))
        raise StackError(f"the chat is off: {reason}")
    if not answers:
        raise StackError("the bot understood, but its action server did not answer: see `storepulse status` and `storepulse logs actions`")
    if as_json:
        return json_out(answers)
    for answer in answers:
        if text := answer.get("text"):
            console.print(text, markup=False, highlight=False)
    return None


def _post(url: str, message: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The bot's messages, or None where nobody answers."""
    try:
        response = httpx.post(url, json=message, timeout=30)
        response.raise_for_status()
    except (httpx.ConnectError, httpx.HTTPStatusError):
        return None
    except httpx.TimeoutException:
        raise StackError("the bot did not answer within 30 s: see `storepulse logs rasa`") from None
    return list(response.json())


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(
        epilog='Examples:\n\nstorepulse ask "how many sessions in June?"\n\n'
        'storepulse ask "top products last week" --source eshop2008 --json'
    )(ask)
