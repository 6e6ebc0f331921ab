"""Run by Rasa's own Python: questions on stdin, one a line; each one's intent, then its ranking, on stdout, one JSON array a line.

python parse_in_rasa.py MODEL < questions
"""

import asyncio
import json
import sys


async def main(model: str) -> None:
    from rasa.core.agent import Agent  # only Rasa's own environment has it

    agent = Agent.load(model)
    for line in sys.stdin:
        parsed = await agent.parse_message(line.strip())
        ranking = parsed["intent_ranking"]
        sys.stdout.write(
            json.dumps([[parsed["intent"]["name"], parsed["intent"]["confidence"]], *[[r["name"], r["confidence"]] for r in ranking]])
            + "\n"
        )


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
