"""`python -m dashboards.screenshot URL OUT`: the page as an image, once its panels are drawn."""

import argparse
import base64
import sys
from pathlib import Path

from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver import Chrome

from dashboards.browser import NoBrowserError, chromium, settled

_FULL_HEIGHT = (
    "return Math.ceil(Math.max(document.documentElement.scrollHeight, document.querySelector('main')?.getBoundingClientRect().bottom ?? 0))"
)


class NotDrawnError(RuntimeError):
    """The page opened and its panels did not fill."""


def shoot(url: str, out: Path, width: int, height: int, *, dark: bool = False, full: bool = False) -> None:
    """Writes one PNG. full: the whole page instead of one screen."""
    mobile = width < 700
    with chromium(width, height, dark=dark, mobile=mobile) as window:
        window.get(url)
        _wait(window, url)
        if full:
            size = {"width": width, "height": window.execute_script(_FULL_HEIGHT), "deviceScaleFactor": 1, "mobile": mobile}
            window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            _wait(window, url)
        image = window.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
        out.write_bytes(base64.b64decode(image["data"]))


def _wait(window: Chrome, url: str) -> None:
    try:
        settled(window, 60)
    except TimeoutException:
        raise NotDrawnError(f"the panels of {url} were not drawn within a minute; is it the page, and does ClickHouse answer?") from None


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m dashboards.screenshot", description=__doc__)
    parser.add_argument("url", help="address of a running page, with any ?source=&period= of its links")
    parser.add_argument("out", type=Path, help="PNG file to write")
    parser.add_argument("--dark", action="store_true", help="as a browser that prefers dark")
    parser.add_argument("--full", action="store_true", help="the whole page, not one screen")
    parser.add_argument("--width", type=int, default=1440)
    parser.add_argument("--height", type=int, default=900)
    args = parser.parse_args()
    try:
        shoot(args.url, args.out, args.width, args.height, dark=args.dark, full=args.full)
    except (NoBrowserError, NotDrawnError, WebDriverException) as error:
        sys.exit(f"no screenshot of {args.url}: {str(error).splitlines()[0]}")


if __name__ == "__main__":
    main()
