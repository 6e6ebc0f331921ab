"""Run by Rasa's own Python: questions on stdin, one a line; each one's intent ranking on stdout, one JSON array a line.

python parse_in_rasa.py MODEL < questions
"""

import asyncio
import json
import sys

from rasa.core.agent import Agent


async def main(model):
    agent = Agent.load(model)
    for line in sys.stdin:
        parsed = await agent.parse_message(line.strip())
        ranking = parsed["intent_ranking"]
        sys.stdout.write(json.dumps([[parsed["intent"]["name"], parsed["intent"]["confidence"]], *[[r["name"], r["confidence"]] for r in ranking]]) + "\n")


asyncio.run(main(sys.argv[1]))
