"""How long a question to the bot takes, through the real Rasa and its actions, over the filled store."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec

from contracts.settings import Settings
from infra import store
from infra.configuration import ROOT
from infra.parts import ACTIONS, CLICKHOUSE, RASA
from rasa_bot import environment
from tests.bench.figures import Aim, Result, percentile
from tests.bench.shop import SOURCE, seed
from tests.rasa_bot.conftest import holdout
from tests.stack import running, settings_in

TITLE = "Bot"
TURNS = 5  # questions a conversation: Rasa reads a conversation's whole history at each


def run(folder: Path, quick: bool, say: Callable[[str], None]) -> Result:
    """A hundred questions that it was not trained on."""
    own = Settings(state=str(ROOT / ".storepulse"))
    try:
        environment.setup(own, say)
    except environment.BotSetupError as error:
        return Result(title=TITLE, how=f"Not measured, for there is no bot on this machine: {error}")
    settings = settings_in(folder)
    rasa = RASA._replace(command=lambda changed: RASA.command(msgspec.structs.replace(changed, state=own.state)))
    with running(CLICKHOUSE, settings):
        store.create_tables(settings)
        say("filling the store")
        seed(settings)
        say("starting Rasa")
        with running(ACTIONS, settings), running(rasa, settings), httpx.Client(timeout=60, trust_env=False) as client:
            say("asking")
            times = _asked(client, settings, 20 if quick else 100)
    p50, p95 = percentile(times, 50), percentile(times, 95)
    return Result(
        title=TITLE,
        how=f"{len(times)} different questions that the bot was not trained on (`tests/rasa_bot/holdout.txt`), one by one, {TURNS} a "
        "conversation, to Rasa's REST channel, answered from a store with all of eshop2008: understanding, the action, ClickHouse, the "
        "comparison with the period before and the chart.",
        columns=("p50 ms", "p95 ms", "max ms"),
        rows=[tuple(f"{value * 1000:.0f}" for value in (p50, p95, max(times)))],
        aims=[Aim(what="bot answer, p95", wanted=500, reached=p95 * 1000, unit="ms", at_most=True)],
    )


def _asked(client: httpx.Client, settings: Settings, count: int) -> list[float]:
    questions = sorted(holdout())
    chosen = questions[:: max(1, len(questions) // count)][:count]
    url = f"http://127.0.0.1:{settings.rasa_port}/webhooks/rest/webhook"
    times = []
    for number, question in enumerate([*chosen[:10], *chosen]):  # the first ten twice: a warm-up
        body = {"sender": f"bench-{number // TURNS}", "message": question, "metadata": {"source": SOURCE}}
        begun = time.perf_counter()
        answer = client.post(url, json=body)
        times.append(time.perf_counter() - begun)
        if answer.status_code != 200 or not answer.json():
            raise RuntimeError(f"no answer to {question!r}: {answer.status_code} {answer.text[:500]}")
    return times[10:]
