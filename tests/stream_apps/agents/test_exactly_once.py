"""What the agent does when its pipeline fails: a state that has moved past rows never sent must not be kept."""

import subprocess
import sys

PROGRAM = """
import asyncio
from types import SimpleNamespace as Of
from faust.types import TP
from contracts.settings import Settings
from stream_apps.agents.delivery import Delivery
from stream_apps.agents.exactly_once import ExactlyOnce, Stage
from tests.builders import Record

class Failing:
    offset = -1
    def apply(self, record, out):
        self.offset = record.offset
        raise ValueError("nobody thought of this")

class Stream:
    def noack(self):
        return self
    async def events(self):
        yield Of(message=Of(tp=TP("t", 0), value=None), value=(0, [Record(0, 0, b"", b"")]))

async def main():
    agent = ExactlyOnce(None, Stage("t", "c", lambda *_: Failing()), Settings(kafka="127.0.0.1:1"), Delivery(Settings(kafka="127.0.0.1:1")))
    agent._pipelines[TP("t", 0)] = Failing()
    try:
        await agent.run(Stream())
    except ValueError:
        print("Faust would go on")

asyncio.run(main())
"""


def test_a_failing_pipeline_ends_the_worker_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 70, done.stderr
    assert "nobody thought of this" in done.stderr
    assert done.stdout == ""
