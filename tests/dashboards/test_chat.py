import json

import msgspec
import pytest

from dashboards.live.chat import Chat, ChatOffError, said
from dashboards.live.chatbox import answer_of, suggestions
from tests.dashboards.builders import NOON, answer
from tests.stack import free_ports


def test_silence_of_the_bot_becomes_words() -> None:
    with pytest.raises(ChatOffError, match="action server"):
        said([])


def test_text_chart_and_link_are_taken_from_a_message() -> None:
    [first] = said(
        [{"recipient_id": "x", "text": "24,026 sessions", "custom": {"chart": {"kind": "bars"}, "link": "/?period=1h#sessions"}}]
    )
    assert (first.text, first.chart, first.link) == ("24,026 sessions", {"kind": "bars"}, "/?period=1h#sessions")
    assert answer_of(first.chart) is None  # not an answer's numbers: the text stands alone


@pytest.mark.parametrize("kind", ["timeseries", "bars"])
def test_a_chart_of_the_bot_is_an_answer_again(kind: str) -> None:
    sent = answer(kind, rows=[(NOON if kind == "timeseries" else "B4", 3, 3)])
    [first] = said([{"custom": {"chart": json.loads(msgspec.json.encode(sent))}}])
    assert answer_of(first.chart) == sent


async def test_a_bot_that_is_not_there_is_off() -> None:
    chat = Chat(f"http://127.0.0.1:{free_ports(1)[0]}")
    with pytest.raises(ChatOffError, match="storepulse up"):
        await chat.say(chat.begin(), "hello")
    with pytest.raises(KeyError):
        await chat.say("a name of my own", "hello")
    await chat.close()


def test_suggestions_are_questions_on_the_page() -> None:
    assert 0 < len(suggestions()) <= 4
