"""``python -m docs.screenshots [--base FILE|--topics] [--out FOLDER]``: pictures of docs/tour.md.

And, of the sample, those of today in docs/before-and-after.md, where those of before stay as they
are, and those of docs/worked-topics.md.

The site is that of the bundled sample, harvested anew on a day that never changes, and the browser
may ask only this machine: the same program gives the same pictures, wherever and whenever.
"""

import asyncio
import base64
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import click
import requests
import uvicorn
from selenium import webdriver

from docs.screenshots import topics
from docs.screenshots.shots import SIZES as SIZES
from docs.screenshots.shots import Shot as Shot
from harvest.config import Config, load
from harvest.demo import harvest_sample
from harvest.paths import CHECKOUT
from harvest.queries import RELEVANT
from harvest.site import warm_up
from harvest.site.app import make
from harvest.site.serving.guard import App
from tests.helpers.clock import FakeClock
from tests.helpers.site.browser import chromium, dark, on_paper

HERE = Path(__file__).parent
TOUR = HERE.parent / "tour.md"
BESIDE = HERE.parent / "before-and-after.md"
MOST = 150_000
"""Bytes of a picture at most, so that a clone stays small."""
DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
"""The day on which the sample is harvested and seen."""
MOST_OF_TWO = 80_000
"""Bytes at most of a picture that stands beside another."""
_QUALITIES = (80, 65, 50, 35, 25)
"""Of WebP: the first at which a picture is small enough."""


SHOTS = (
    Shot("home", "/", "The home page",
         "What is new comes first: what stopped, slipped, started or was retracted, each with "
         "its trial."),
    Shot("trials", "/trials?status=RECRUITING&cell_source=umbilical_cord", "A filtered list",
         "Each card has what decides: status, phase, size, primary outcome, papers; the filters "
         "are in the address, and each choice says how many trials it leaves."),
    Shot("trial", "/trials/{trial}", "A trial on a phone",
         "Key facts come first, then what changed and the papers, each with the reason for its "
         "link.", "phone"),
    Shot("compare", "/compare?ids={compared}", "Trials side by side",
         "Each cell names its source, identical rows are dimmed; Word has the same table and the "
         "pictures, Excel what is drawn in them."),
    Shot("outcomes", "/outcomes", "Outcomes by time, in the dark",
         "Which scales the trials measure and when; each number leads to its trials.", dark=True),
    Shot("near", "/near?place={city}&km=500", "Sites near a place",
         "Where a patient could take part, by distance, on a map and as a list."),
    Shot("landscape", "/landscape#timeline", "The landscape",
         "Trials from start to completion with title, product and sponsor; each picture is also a "
         "file, SVG or PNG, with its source and date in it."),
    Shot("changes", "/changes", "Changes on a phone, in the dark",
         "Each change field by field, before and after, with the day on which it was seen.",
         "phone", dark=True),
)  # fmt: skip

PAIRS = (
    Shot("home", "/", "The home page",
         "It was a page of counts; now what changed in 30 days comes first, each with its trial, "
         "and beside it what is expected, since a reader comes back for news."),
    Shot("home-phone", "/", "The home page on a phone",
         "The navigation moved under the thumb, and the first screen has news, not headings.",
         "phone"),
    Shot("trial", "/trials/{trial}", "A trial",
         "A record of many screens is folded to what decides: key facts, what changed, papers, "
         "arms and outcomes; the rest is a line each, and all of it is in the page."),
    Shot("trial-phone", "/trials/{trial}", "A trial on a phone",
         "Key facts stand together, and a bar leads to each part, as nobody scrolls nineteen "
         "screens.", "phone"),
    Shot("list", "/trials?status=RECRUITING", "A list",
         "Cards show the primary outcome, whether it is randomised and which papers there are, "
         "and can be ticked to be compared, without opening each."),
    Shot("list-phone", "/trials?status=RECRUITING", "A list on a phone",
         "The same on 390 pixels, with what is touched high enough for a thumb.", "phone"),
    Shot("landscape", "/landscape", "The landscape",
         "Pictures have the width of the page and names beside the numbers, and each is a file "
         "to take along with its source in it."),
    Shot("landscape-phone", "/landscape", "The landscape on a phone",
         "A narrow form of each picture, so that its letters can be read.", "phone"),
    Shot("dark", "/trials/{trial}", "In the dark",
         "Status keeps a colour that is read on dark, with a mark and its word.", dark=True),
    Shot("paper", "/queries/characteristics", "On paper",
         "The table was cut at the edge of the sheet and the forms were printed; now what fits is "
         "whole, what does not is named, and nothing waits for a click.", "paper"),
)  # fmt: skip
"""Pages as they were and as they are; the folders ``before`` and ``after`` have their pictures."""

BEFORE_AND_AFTER = """# Before and after

On the left the site as it was on 30 November 2026 (commit 6489c68), before news came first, on the
right today's; both show the bundled sample, whose records are made up, on the same day.
`make screenshots` takes those on the right again; those on the left stay.
"""

INTRODUCTION = """# A tour in pictures

The site as its readers see it, on the bundled sample, whose records are made up. `make screenshots`
takes the pictures again, on a fixed day and without a network, and writes this page;
`make screenshots BASE=evidence.db` takes those of a published file of your own into a folder
`screenshots` beside it. [Before and after](before-and-after.md) shows pages beside what they were.
"""


@click.command(help=__doc__)
@click.option(
    "--base",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A published file of your own, seen on the day of its publication, instead of the sample.",
)
@click.option("--topics", "only_topics", is_flag=True, help="Those of docs/worked-topics.md alone.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to fill.")
def main(base: Path | None, only_topics: bool, out: Path | None) -> None:
    """Take all of them; those of the sample also write docs/tour.md."""
    if shutil.which("chromium") is None or shutil.which("chromedriver") is None:
        raise click.ClickException("chromium and chromedriver are needed: Debian's chromium-driver")
    folder = out or (HERE if base is None else base.parent / "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    if base is None:
        _of_topics(folder / "topics")
    if only_topics:
        return
    with TemporaryDirectory() as work, chromium() as browser:
        day = DAY if base is None else _published(base)
        config = _sample(Path(work)) if base is None else _of(base)
        with _served(config, day, sample=base is None) as address:
            found = _records(config.publish.path)
            wanted = [(folder, shot, MOST) for shot in SHOTS]
            if base is None:
                (folder / "after").mkdir(exist_ok=True)
                wanted += [(folder / "after", shot, MOST_OF_TWO) for shot in PAIRS]
            for to, shot, most in wanted:
                _take(browser, address + shot.path.format_map(found), shot, to, most)
    if folder == HERE:
        TOUR.write_text(tour(), "utf-8")
        BESIDE.write_text(before_and_after(), "utf-8")


def _of_topics(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    with (
        TemporaryDirectory() as work,
        chromium() as browser,
        topics.served(Path(work), DAY) as app,
        _running(app) as address,
    ):
        for shot in topics.SHOTS:
            _take(browser, address + shot.path, shot, folder, topics.MOST)


def _take(browser: webdriver.Chrome, address: str, shot: Shot, folder: Path, most: int) -> None:
    file = folder / shot.file
    file.write_bytes(taken(browser, address, shot, most))
    click.echo(f"{file}: {file.stat().st_size // 1000} kB")


def tour() -> str:
    """The page that shows them."""
    parts = [INTRODUCTION]
    for shot in SHOTS:
        width = ' width="390"' if shot.size == "phone" else ""
        picture = f'<img src="screenshots/{shot.file}" alt="{shot.title}"{width}>'
        parts.append(f"## {shot.title}\n\n{shot.says}\n\n{picture}\n")
    return "\n".join(parts)


def before_and_after() -> str:
    """The page that shows the pairs."""
    parts = [BEFORE_AND_AFTER]
    for shot in PAIRS:
        width = 300 if shot.size == "phone" else 480
        cells = "".join(
            f'<td><img src="screenshots/{side}/{shot.file}" alt="{shot.title}, {side}" '
            f'width="{width}"></td>'
            for side in ("before", "after")
        )
        table = f"<table>\n<tr><th>Before</th><th>After</th></tr>\n<tr>{cells}</tr>\n</table>"
        parts.append(f"## {shot.title}\n\n{shot.says}\n\n{table}\n")
    return "\n".join(parts)


def _sample(folder: Path) -> Config:
    base = load(CHECKOUT / "config.toml", env={})
    store = replace(base.store, path=folder / "harvest.db")
    return harvest_sample(replace(base, store=store), clock=FakeClock(DAY))


def _of(base: Path) -> Config:
    config = load(CHECKOUT / "config.toml", env={})
    return replace(config, publish=replace(config.publish, path=base.resolve()))


def _published(base: Path) -> datetime:
    """When a file was published: seen on that day it has no banner of old age."""
    with closing(sqlite3.connect(f"{base.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            [moment] = connection.execute("SELECT published_at FROM publication").fetchone()
        except sqlite3.DatabaseError as error:
            raise click.ClickException(f"{base}: no published file of harvest ({error})") from error
    return datetime.fromisoformat(moment)


def _records(published: Path) -> Mapping[str, str]:
    with closing(sqlite3.connect(f"{published.as_uri()}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        sql = (HERE / "records.sql").read_text("utf-8")
        [row] = connection.execute(sql, {"relevant": RELEVANT}).fetchall()
        return {name: quote(str(value or ""), safe=",") for name, value in dict(row).items()}


@contextmanager
def _served(config: Config, day: datetime, *, sample: bool) -> Iterator[str]:
    """The site on a free port, on that day; its address without a slash at the end."""
    application = make(config, sample=sample, clock=FakeClock(day))
    asyncio.run(warm_up.everything(application))
    try:
        with _running(application.app()) as address:
            yield address
    finally:
        application.get_database("evidence").close()


@contextmanager
def _running(app: App) -> Iterator[str]:
    settings = uvicorn.Config(app, interface="asgi3", log_level="warning", server_header=False)
    server = uvicorn.Server(settings)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.05)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


def taken(browser: webdriver.Chrome, address: str, shot: Shot, most: int) -> bytes:
    """The picture of a page, of at most so many bytes."""
    width, height, scale = SIZES[shot.size]
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {
            "width": width,
            "height": height,
            "deviceScaleFactor": scale,
            "mobile": shot.size == "phone",
        },
    )
    browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
    dark(browser, shot.dark)
    if shot.size == "paper":
        on_paper(browser, True)
    status = requests.get(address, timeout=60).status_code
    if status != HTTPStatus.OK:
        raise click.ClickException(
            f"{shot.name}: {address} answers {status}; run `harvest publish` for a file of before"
        )
    browser.get(address)
    for quality in _QUALITIES:
        given = {"format": "webp", "quality": quality}
        data = base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", given)["data"])
        if len(data) <= most:
            return data
    raise click.ClickException(f"{shot.name}: larger than {most // 1000} kB; show less of it")


if __name__ == "__main__":
    main()
