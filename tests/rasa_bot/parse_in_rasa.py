"""Run by Rasa's own Python in Rasa's project: questions on stdin, one a line; what Rasa makes of each on stdout, one JSON object a line.

python parse_in_rasa.py MODEL < questions
"""

import asyncio
import json
import sys
from pathlib import Path


async def main(model: str) -> None:
    sys.path.insert(0, str(Path.cwd()))  # the project's own components
    from rasa.core.agent import Agent  # only Rasa's own environment has it

    agent = Agent.load(model)
    for line in sys.stdin:
        parsed = await agent.parse_message(line.strip())
        sys.stdout.write(json.dumps({key: parsed[key] for key in ("intent", "intent_ranking", "meaning")}) + "\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
