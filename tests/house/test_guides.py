"""Who follows a guide of the documentation to the letter has what it promises.

Relies on stand-ins and other processes.
"""

import re
import sqlite3
from contextlib import closing
from dataclasses import fields
from pathlib import Path

import pytest

from harvest.identifiers.about import About
from harvest.paths import CHECKOUT
from harvest.publish import publish
from harvest.run.refresh import refresh
from harvest.standin import sample, serve
from tests.helpers.bases.sample_year import Noon, configuration
from tests.helpers.bases.work_base import config_text, filled
from tests.helpers.guided import Guided
from tests.helpers.sources.ruritania import PACKAGES, register, trial

PAGE = """
import asyncio, sys
from pathlib import Path
from harvest.config import load
from harvest.site.app import make

site = make(load(Path("config.toml"), env={}))
for path in sys.argv[1:]:
    answer = asyncio.run(site.client.get(path))
    print(answer.status_code, answer.text)
site.get_database("evidence").close()
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Guided:
    """A checkout whose database has four trials."""
    config = filled(tmp_path, 4, 3)
    publish(config)
    made = Guided(tmp_path / "checkout", config_text(config.store.path, config.publish.path))
    (made.folder / "look.py").write_text(PAGE, "utf-8")
    return made


def test_a_saved_query_added_by_its_guide_is_on_every_way_out(checkout: Guided) -> None:
    guide = "adding-a-query.md"
    [file] = checkout.write(guide)
    assert file.name == "sites-by-city.sql"
    said = checkout.enter(guide)
    assert (
        "Minimum number of sites (integer) [default: 1]" in said["harvest query show sites-by-city"]
    )
    ran = next(text for line, text in said.items() if "--param" in line)
    assert "Beijing" in ran
    assert "Seoul" not in ran
    table = (checkout.folder / "cities.csv").read_text("utf-8-sig").splitlines()
    assert table[0] == "city,country,sites,recruiting"
    assert "Beijing,China,4,4" in table
    row = "| [`sites-by-city`](/db/queries/sites-by-city.sql) | investigator | Sites by city |"
    assert row in (checkout.folder / "docs" / "queries.md").read_text("utf-8")
    page = checkout.run("python look.py /queries/sites-by-city /queries/sites-by-city.json")
    assert page.count("Minimum number of sites") == 1
    assert '"Beijing"' in page


def test_a_column_added_by_its_guide_is_filled_from_what_is_kept(tmp_path: Path) -> None:
    """In four files, by a program that knew nothing of it when it harvested."""
    with serve(sample()) as registries:
        before = configuration(tmp_path, registries)
        assert refresh(before, quiet=True, clock=Noon(0)).exit_code == 0
    text = config_text(before.store.path, before.publish.path)
    checkout = Guided(tmp_path / "checkout", text)
    guide = "adding-a-column.md"
    written = {file.relative_to(checkout.folder).as_posix() for file in checkout.write(guide)}
    assert len(written) == 4
    checkout.enter(guide)
    with closing(sqlite3.connect(before.publish.path)) as db:
        ages = dict(db.execute("SELECT minimum_age, minimum_age_years FROM trials"))
    assert ages["18 Years"] == 18
    assert len(ages) > 3
    assert [age for age, years in ages.items() if (age is None) != (years is None)] == []
    tables = (checkout.folder / "docs" / "tables.md").read_text("utf-8")
    assert "| `minimum_age_years` | minimum age in years" in tables


def test_a_registry_added_by_its_guide_is_harvested_and_published(tmp_path: Path) -> None:
    guide = "adding-a-registry.md"
    checkout = Guided(tmp_path / "checkout")
    written = {file.name: file.read_text("utf-8") for file in checkout.write(guide)}
    package = (PACKAGES / "ruritania").glob("*.*")  # what other tests take through its whole life
    assert written == {file.name: file.read_text("utf-8") for file in package}
    with register() as served:
        served.put(trial("TR-2024/0007"), trial("TR-2024/0008"))
        config = config_text("work.db", "public.db").partition("[sources.")[0] + (
            f'[sources.ruritania]\nbase_url = "{served.url}"\nrequests_per_second = 1000\n'
            '[store]\npath = "work.db"\n[publish]\npath = "public.db"\n'
        )
        (checkout.folder / "config.toml").write_text(config, "utf-8")
        said = checkout.enter(guide)
    assert "search core, ruritania: finds 2 trials" in said["harvest doctor"]
    assert "first run" not in said["harvest doctor"]  # as this source does not say what it costs
    with closing(sqlite3.connect(checkout.folder / "public.db")) as db:
        found = db.execute("SELECT url, status FROM trials ORDER BY url").fetchall()
    assert found == [
        (f"https://trials.example.org/trial?no=TR-2024/{number}", "RECRUITING")
        for number in ("0007", "0008")
    ]


def test_the_guide_for_a_registry_has_each_key_of_its_file() -> None:
    text = (CHECKOUT / "docs" / "adding-a-registry.md").read_text("utf-8")
    cells = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", text, re.MULTILINE)
    told = set(re.findall(r"\w+", " ".join(cells)))
    rates = {"rate": "requests_per_second", "rate_with_key": "requests_per_second_with_key"}
    assert told == {rates.get(each.name, each.name) for each in fields(About)} - {"name"}
