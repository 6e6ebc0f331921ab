"""A headless Chromium that draws the page as a person sees it: for screenshots and for the tests."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.support.wait import WebDriverWait

# Everything that would look for the internet is off: the page needs none.
_FLAGS: Final = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
)
_SETTLED: Final = """
const panels = [...document.querySelectorAll('.panel')].filter(p => {
  const box = p.getBoundingClientRect();
  return box.height && box.top < innerHeight && box.bottom > 0;
});
const charted = p => p.matches(':is(.timeseries, .sankey)[data-state=ready]');
const drawn = p => p.dataset.state !== 'loading' && (!charted(p) || p.querySelector('svg path'));
return panels.length > 0 && panels.every(drawn) && document.fonts.status === 'loaded';
"""


class NoBrowserError(RuntimeError):
    """Chromium or its driver is not installed; the message says how to get it."""


@contextmanager
def chromium(width: int = 1440, height: int = 900, *, dark: bool = False, mobile: bool = False) -> Iterator[webdriver.Chrome]:
    """A browser window of that size, closed at the end."""
    browser, driver = (shutil.which(name) for name in ("chromium", "chromedriver"))
    if not browser or not driver:
        raise NoBrowserError("Chromium and its driver are not on PATH; on Debian: apt-get install chromium chromium-driver")
    with tempfile.TemporaryDirectory(prefix="storepulse-chromium-") as profile:
        options = Options()
        options.binary_location = browser
        for flag in (*_FLAGS, f"--window-size={width},{height}", f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        window = webdriver.Chrome(options, Service(driver))
        try:
            # A page that moves would be caught between two states: a label on its way, a panel half faded.
            media = {"prefers-color-scheme": "dark" if dark else "light", "prefers-reduced-motion": "reduce"}
            features = [{"name": name, "value": value} for name, value in media.items()]
            window.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
            size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile}
            window.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
            yield window
        finally:
            window.quit()


def settled(window: webdriver.Chrome, seconds: float = 120) -> None:
    """Waits until every panel in sight shows something."""
    WebDriverWait(window, seconds, 0.1).until(lambda w: w.execute_script(_SETTLED))
