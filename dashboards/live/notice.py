"""The line above the panels that says what is wrong, or what is awaited."""

from html import escape

from nicegui import ui


class Notice:
    """Hidden while all is well."""

    def __init__(self) -> None:
        self._said = ""
        self._box = ui.html("", sanitize=False).classes("notice").props('role="status"')
        self._box.set_visibility(False)

    def say(self, message: str) -> None:
        """A problem, in one sentence."""
        self._put(f"<b>!</b><span>{escape(message)}</span>")

    def waiting(self, source: str, sources: list[str]) -> None:
        """Nothing to show yet, and what would change that."""
        if source and sources:
            self._put(f"<b>…</b><span>Nothing is stored of source “{escape(source)}” yet. There are: {escape(', '.join(sources))}.</span>")
        else:
            self._put("<b>…</b><span>No events yet. Replay a real clickstream: <code>storepulse replay eshop2008</code></span>")

    def clear(self) -> None:
        """All is well again."""
        self._put("")

    def _put(self, content: str) -> None:
        if content != self._said:
            self._said = content
            self._box.content = content
            self._box.set_visibility(bool(content))
