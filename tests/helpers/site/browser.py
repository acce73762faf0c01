"""A real headless Chromium that may ask only this machine, and what it found wrong."""

import importlib.util
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service

_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    # A name that is asked for can't leave the machine; it is found in the log.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
SIZES = {"desktop": (1280, 900), "phone": (390, 844)}


def _on_its_own_day() -> dict[str, str]:
    """The environment without libfaketime: under it timers of the browser spin."""
    shifted = ("LD_PRELOAD", "FAKETIME")
    return {name: value for name, value in os.environ.items() if not name.startswith(shifted)}


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """A browser with an empty profile; the test is skipped where none is installed."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver is None:
        pytest.skip("no chromium and chromedriver here: install Debian's chromium-driver")
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        options = Options()
        options.binary_location = program
        for flag in (*_FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        browser = webdriver.Chrome(options=options, service=Service(driver, env=_on_its_own_day()))
        try:
            yield browser
        finally:
            browser.quit()


def resize(browser: webdriver.Chrome, size: str) -> None:
    """The viewport of a desk or of a phone, exactly: a window can't be that narrow."""
    width, height = SIZES[size]
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"},
    )


def dark(browser: webdriver.Chrome, on: bool) -> None:
    """Show pages as to a reader who prefers a dark screen."""
    feature = {"name": "prefers-color-scheme", "value": "dark" if on else "light"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})


def on_paper(browser: webdriver.Chrome, on: bool) -> None:
    """Show pages as they are printed on A4 with the browser's margins, or as on a screen."""
    media = {"media": "print" if on else ""}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    if on:
        size = {"width": 718, "height": 1046, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": on})


def complaints(browser: webdriver.Chrome) -> list[str]:
    """What the console says since the last call."""
    return [entry["message"] for entry in browser.get_log("browser")]


def asked_elsewhere(browser: webdriver.Chrome, host: str) -> list[str]:
    """Addresses that the browser asked for since the last call, other than on ``host``."""
    found = []
    for entry in browser.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            address = message["params"]["request"]["url"]
            if not address.startswith((f"http://{host}/", "data:", "chrome:", "about:")):
                found.append(address)
    return found


def overflow(browser: webdriver.Chrome) -> list[str]:
    """Elements that stick out of the page to the right; none if it does not scroll sideways."""
    found: list[str] = browser.execute_script(
        """const wide = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= wide) return [];
        return [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > wide + 1 && !e.closest(".wide"))
            .map(e => e.outerHTML.slice(0, 120)).concat("the page scrolls sideways");"""
    )
    return found


def axe_source() -> str:
    """The script of axe-core, from the package that carries it."""
    spec = importlib.util.find_spec("axe_core_python") or importlib.util.find_spec(
        "axe_playwright_python"
    )
    if spec is None or spec.origin is None:
        pytest.skip("no axe-core here: install the development packages")
    return Path(spec.origin).with_name("axe.min.js").read_text("utf-8")


def violations(browser: webdriver.Chrome, axe: str) -> list[str]:
    """What axe-core calls a serious or critical violation."""
    browser.execute_cdp_cmd("Runtime.evaluate", {"expression": axe})
    result: dict[str, Any] = browser.execute_async_script(
        """const done = arguments[arguments.length - 1];
        axe.run(document, {resultTypes: ["violations"]}).then(done, e => done({error: `${e}`}));"""
    )
    assert "error" not in result, result["error"]
    return [
        f"{v['id']} ({v['impact']}): {v['help']}: {v['nodes'][0]['html'][:160]}"
        for v in result["violations"]
        if v["impact"] in ("serious", "critical")
    ]
