"""The action server: python -m rasa_bot.actions. Loopback unless told otherwise, and only for who shows the token."""

import hmac
import logging
import os
import sys

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic
from sanic.response import HTTPResponse, json

from contracts.settings import Settings, SettingsError, load
from rasa_bot.actions.actions import actions
from rasa_bot.actions.store import Store


def application(settings: Settings) -> Sanic:
    """The server with its actions."""
    executor = ActionExecutor()
    for action in actions(Store(settings), settings.page_address):
        executor.register_action(action)
    app = create_app(executor, cors_origins=[])

    @app.on_request  # type: ignore[untyped-decorator]
    async def check(request: Request) -> HTTPResponse | None:
        shown = request.headers.get("x-action-token", "")
        if request.path == "/health" or hmac.compare_digest(shown.encode(), settings.action_token.encode()):
            return None
        return json({"error": "show the action token in X-Action-Token"}, status=401)

    return app


def main() -> int:
    """Serves until SIGTERM."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        settings = load(os.environ)
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    if not settings.action_token:
        sys.stderr.write("STOREPULSE_ACTION_TOKEN is not set: start the bot with `storepulse up`, or set it here and for Rasa\n")
        return 2
    logging.getLogger().setLevel(settings.log_level.upper())
    application(settings).run(settings.bot_host, settings.actions_port, single_process=True, access_log=False, motd=False)
    return 0


if __name__ == "__main__":
    sys.exit(main())
