"""config.toml: what each kind of mistake is answered with.

Relies on nothing beside the program.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from harvest.config import load
from harvest.errors import ConfigError, HarvestError, NoPermission
from harvest.machine.toml_text import MAX_BYTES
from harvest.sources import all_sources
from tests.helpers.bases.config_texts import GOOD, KEY, SEARCH, SOURCES, TOPIC, read

AGENT = r"\[sources.pubmed\] user_agent: "


def refusal(folder: Path, text: str | bytes, env: Mapping[str, str] | None = None) -> HarvestError:
    """The error that a file is refused with; it must be one line that names the file."""
    with pytest.raises(HarvestError) as caught:
        read(folder, text, env)
    message = str(caught.value)
    assert message.isprintable(), "an error is one line, without control characters"
    assert "config.toml" in message or "NCBI_API_KEY" in message
    assert [file.name for file in folder.iterdir()] == ["config.toml"], "nothing else was touched"
    return caught.value


# --- what is refused ---

SEARCH_BAD_NAMES = ["a/b", "..", "a]", "a b", "é", "1st", "sqlite_master", "x" * 300, "a\\u0000"]
WRONG: dict[str, tuple[str, str]] = {
    # what is wrong: (the file, what the message must name)
    "empty file": ("", r"\[topic\] title: is missing"),
    "no search": (TOPIC + SOURCES, "search: no search is given"),
    "no source": (TOPIC + SEARCH, "sources: no source is given"),
    "syntax error": (GOOD + "\nport 8001\n", "line 19, column 6: not valid TOML"),
    "unfinished text": (GOOD + '\n[store]\npath = "x', r"line 20 \(the end\): not valid TOML"),
    "duplicate key": ("contact = ''\ncontact = ''\n" + GOOD, "line 2, column 13: not valid TOML"),
    "misspelt source": (
        GOOD.replace("[sources.pubmed]", "[sources.pubmd]"),
        r"\[sources\] pubmd: unknown key; did you mean pubmed\?",
    ),
    "duplicate table": (GOOD + TOPIC, "line 19, column 7: not valid TOML"),
    "endless nesting": ("a = " + "[" * 5000, "nested too deeply"),
    "endless number": ("a = " + "9" * 5000, "number that can't be read"),
    "unknown key": ("querys = 1\n" + GOOD, "querys: unknown key; known here"),
    "misspelt key": ("contacts = ''\n" + GOOD, r"contacts: unknown key; did you mean contact\?"),
    "misspelt key inside": (GOOD + "[serve]\nprt = 1", r"\[serve\] prt: .* did you mean port\?"),
    "misspelt key of a concept": (
        GOOD.replace("mesh =", "mseh ="),
        r"\[topic.concepts.therapy\] mseh: .* did you mean mesh\?",
    ),
    "key with a line break": ('"a\\nb" = 1\n' + GOOD, r"'a\\nb': unknown key"),
    "text for a number": (GOOD + '[serve]\nport = "3"', r"\[serve\] port: '3' is not a whole"),
    "number for a text": (GOOD + "[serve]\nhost = 3", r"\[serve\] host: 3 is not a text"),
    "true for a number": (GOOD + "[serve]\nport = true", "port: True is not a whole number"),
    "fraction for a port": (GOOD + "[serve]\nport = 1.5", "port: 1.5 is not a whole number"),
    "yes for a flag": (GOOD + 'enabled = "yes"', r"\[sources.pubmed\] enabled: 'yes' is not true"),
    "no without quotes": (GOOD + "enabled = no", "line 18, column 11: not valid TOML"),
    "null": (GOOD + "enabled = null", "line 18, column 11: not valid TOML"),
    "one word for a list": (
        GOOD.replace('["stem cell"]', '"stem cell"'),
        r"\[topic.concepts.therapy\] terms: is not a list of texts",
    ),
    "number in a list": (
        GOOD.replace('["stem cell"]', '["stem cell", 1]'),
        "terms: is not a list of texts",
    ),
    "value for a table": (
        GOOD.replace("[sources.clinicaltrials]", "[sources]\nmesh = 1\n[sources.clinicaltrials]"),
        r"\[sources\] mesh: is not a table; write \[sources.mesh\]",
    ),
    "a search that is no list": (
        GOOD.replace("[[search]]", "[search]"),
        r"search: is not a list of tables; write \[\[search\]\]",
    ),
    "negative rate": (GOOD + "requests_per_second = -1", "requests_per_second: -1 is out of range"),
    "rate of zero": (GOOD + "requests_per_second = 0", "requests_per_second: 0 is out of range"),
    "rate of infinity": (GOOD + "requests_per_second = inf", "inf is out of range"),
    "rate of nan": (GOOD + "requests_per_second = nan", "nan is out of range"),
    "huge rate": (GOOD + "requests_per_second = 1e300", "out of range"),
    "shrink above all": (GOOD + "[publish]\nmax_shrink_percent = 101", "max_shrink_percent: 101"),
    "port out of range": (GOOD + "[serve]\nport = 65536", "port: 65536 is out of range"),
    "host that is an address": (GOOD + '[serve]\nhost = "http://x"', r"\[serve\] host"),
    "unknown choice": (GOOD + '[publish]\nabstracts = "some"', '"full", "teaser" or "none"'),
    "contact of two lines": ('contact = "a@b.org\\r\\nBcc: c@d.org"\n' + GOOD, "contact: contains"),
    "contact that is none": ('contact = "someone"\n' + GOOD, "contact: is not one e-mail address"),
    "contact outside ASCII": ('contact = "jürgen@b.org"\n' + GOOD, "contact: is not one e-mail"),
    "two contacts": ('contact = "a@b.org, c@d.org"\n' + GOOD, "contact: is not one e-mail"),
    "no concept words": (GOOD.replace('["liver cirrhosis"]', "[]"), r"condition\] terms: is miss"),
    "empty term": (GOOD.replace('"liver cirrhosis"', '" "'), "terms: is empty"),
    "NUL in a term": (GOOD.replace('"stem cell"', '"stem\\u0000cell"'), "terms: contains a line"),
    "CR LF in a term": (GOOD.replace('"stem cell"', '"stem\\r\\ncell"'), "terms: contains a line"),
    "quotes in a term": (GOOD.replace('"stem cell"', "'\"stem cell\"'"), "plain words"),
    "field tag in a term": (GOOD.replace('"stem cell"', '"AREA[Phase]PHASE1"'), "plain words"),
    "long term": (GOOD.replace('"stem cell"', f'"{"x" * 201}"'), "terms: is 201 characters long"),
    "unknown concept": (GOOD.replace('"therapy"]', '"theraphy"]'), "did you mean therapy"),
    "concept named twice": (GOOD.replace('"therapy"]', '"condition"]'), "names a concept twice"),
    "bad concept name": (GOOD.replace("concepts.therapy", 'concepts."a/b"'), "can't be a name"),
    "bad field": (
        GOOD.replace('terms = ["stem cell"]', 'terms = ["x"]\nclinicaltrials = "title"'),
        r"therapy\] clinicaltrials: 'title' is not known; write \"cond\", \"intr\", \"text\" or",
    ),
    "a place for a concept that is not searched": (
        GOOD.replace('"therapy"]', '"therapy"]\nlook_in = { stage = "text" }'),
        r"\[search 1.look_in\] stage: unknown key; known here: condition or therapy",
    ),
    "a place that does not exist": (
        GOOD.replace('"therapy"]', '"therapy"]\nlook_in = { therapy = "title" }'),
        r"\[search 1.look_in\] therapy: 'title' is not known; write",
    ),
    "places without concepts": (
        GOOD.replace(
            'all = ["condition", "therapy"]', 'pubmed = "x"\nlook_in = { therapy = "text" }'
        ),
        r"look_in\] therapy: unknown key",
    ),
    "truncation for the registry": (
        GOOD.replace('terms = ["stem cell"]', 'terms = ["x"]\nclinicaltrials_terms = ["mono*"]'),
        r"clinicaltrials_terms: 'mono\*' contains one of",
    ),
    "bad name in addresses": (
        GOOD.replace("[topic]", '[topic]\nslug = "My topic"'),
        "slug: small letters, digits and hyphens only",
    ),
    "bad trial number": (GOOD.replace("[topic]", '[topic]\nseed_trial = "NCT1"'), "seed_trial"),
    "full-width trial number": (
        GOOD.replace("[topic]", '[topic]\nseed_trial = "NCT0362609０"'),
        "seed_trial: is not a trial number",
    ),
    "equal search names": (GOOD + SEARCH, r"\[search 2\] name: \"core\" is used twice"),
    "search names that differ by case": (GOOD + SEARCH.replace("core", "CORE"), "used twice"),
    "empty search": (GOOD + '[[search]]\nname = "x"', r"\[search 2\] all: a search needs either"),
    "search of two kinds": (GOOD + SEARCH.replace("core", "x") + 'pubmed = "y"', "one of the two"),
    "blank search text": (GOOD + '[[search]]\nname = "x"\npubmed = " "', "pubmed: is empty"),
    "long search text": (
        GOOD + f'[[search]]\nname = "x"\npubmed = "{"y" * 100_000}"',
        "pubmed: is 100,000 characters long; at most 20,000",
    ),
    "NUL in a search text": (GOOD + '[[search]]\nname = "x"\npubmed = "a\\u0000b"', "NUL"),
    "working file is no file name": (GOOD + '[store]\npath = ":memory:"', "not a file name"),
    "working file is an address": (GOOD + '[store]\npath = "file:x?mode=rw"', "not a file name"),
    "working file is a folder": (GOOD + '[store]\npath = "."', r"\[store\] path: '.' is a folder"),
    "working file is a device": (GOOD + '[store]\npath = "/dev/full"', "is a folder or device"),
    "working file below a file": (
        GOOD + '[store]\npath = "config.toml/x.db"',
        "lies below something that is not a folder",
    ),
    "NUL in a path": (GOOD + '[store]\npath = "a\\u0000.db"', r"\[store\] path: contains"),
    "over-long path": (GOOD + f'[store]\npath = "{"x" * 900}"', "can't be a file name"),
    "public file is the private one": (
        GOOD + '[store]\npath = "x.db"\n[publish]\npath = "./x/../x.db"',
        r"\[publish\] path: is the private work database",
    ),
    "name of two lines": (
        GOOD + 'user_agent = "a\\r\\nX-Evil: 1"',
        AGENT + "contains a line break",
    ),
    "name that no header carries": (GOOD + 'user_agent = "收割"', AGENT + "contains a character"),
    "name with a soft hyphen": (GOOD + 'user_agent = "a\\u00ADb"', AGENT + "contains a character"),
    "blank name": (GOOD + 'user_agent = " "', AGENT + 'is blank; write "" to send none'),
    "name that is no text": (GOOD + "user_agent = false", AGENT + "the value is not a text"),
    "endless name": (GOOD + f'user_agent = "{"x" * 401}"', AGENT + "is 401 characters long"),
    "own address that is none": (GOOD + '[serve]\nbase_url = "x"', r"\[serve\] base_url: is no"),
} | {
    f"search name {name[:20]!r}": (GOOD + SEARCH.replace("core", name), r"\[search 2\] name: ")
    for name in SEARCH_BAD_NAMES
}


@pytest.mark.parametrize(("text", "names"), WRONG.values(), ids=list(WRONG))
def test_a_mistake_is_named_with_its_key(tmp_path: Path, text: str, names: str) -> None:
    error = refusal(tmp_path, text)
    assert error.exit_code == 78
    assert re.search(names, str(error)), str(error)


@pytest.mark.parametrize(
    ("source", "rate", "key", "allowed"),
    [
        ("clinicaltrials", 1, None, True),
        ("clinicaltrials", 1.01, None, False),
        ("clinicaltrials", 1.01, KEY, False),
        ("pubmed", 2.5, None, True),
        ("pubmed", 3, None, False),
        ("pubmed", 8, KEY, True),
        ("pubmed", 8.5, KEY, False),
        ("mesh", 1000, None, False),
    ],
)
def test_a_rate_above_what_the_service_allows_is_refused(
    tmp_path: Path, source: str, rate: float, key: str | None, allowed: bool
) -> None:
    env = {"NCBI_API_KEY": key} if key else {}
    url = "https://registry.example.org"
    section = f'[sources.{source}]\nbase_url = "{url}"\nrequests_per_second = {rate}'
    text = TOPIC + SEARCH + section
    if allowed:
        assert read(tmp_path, text, env).sources[source].requests_per_second == rate
        return
    error = refusal(tmp_path, text, env)
    assert error.exit_code == 78
    assert f"[sources.{source}] requests_per_second: {rate:g} is more than" in str(error)
    assert ("NCBI_API_KEY" in str(error)) == (source == "pubmed" and key is None)


def test_each_source_may_be_asked_by_another_name_or_by_none(tmp_path: Path) -> None:
    section = '[sources.mesh]\nbase_url = "https://id.nlm.nih.gov/mesh"\nuser_agent = "mine/1 (é)"'
    sources = read(tmp_path, f'{GOOD}user_agent = ""\n{section}').sources
    names = {name: source.user_agent for name, source in sources.items()}
    assert names == {"clinicaltrials": None, "pubmed": "", "mesh": "mine/1 (é)"}


def test_a_stand_in_on_this_machine_may_be_asked_at_any_rate(tmp_path: Path) -> None:
    section = '[sources.pubmed]\nbase_url = "http://127.0.0.1:8000"\nrequests_per_second = 500'
    assert read(tmp_path, TOPIC + SEARCH + section).sources["pubmed"].requests_per_second == 500


def test_a_rate_left_out_is_what_the_service_allows(tmp_path: Path) -> None:
    for key, rate in ((None, 2.5), (KEY, 8.0)):
        config = read(tmp_path, GOOD, {"NCBI_API_KEY": key} if key else {})
        assert config.sources["pubmed"].requests_per_second == rate
        assert config.sources["clinicaltrials"].requests_per_second == 1.0


def test_each_source_may_have_words_that_it_alone_is_asked(tmp_path: Path) -> None:
    words = 'terms = ["x"]\npubmed_terms = ["monocyte"]'
    config = read(tmp_path, GOOD.replace('terms = ["stem cell"]', words))
    assert config.topic.concept("therapy").own == {"pubmed": ("monocyte",)}


def test_a_section_without_an_address_means_the_one_that_its_source_knows(tmp_path: Path) -> None:
    for source in (each for each in all_sources() if not each.about.imported):
        config = read(tmp_path, f"{TOPIC}{SEARCH}[sources.{source.name}]\n")
        assert config.sources[source.name].base_url == source.about.base_url


@pytest.mark.parametrize(
    "url",
    [
        "http://clinicaltrials.gov/api/v2",
        "ftp://clinicaltrials.gov",
        "file:///etc/passwd",
        "clinicaltrials.gov/api/v2",
        "https://",
        "https://user:hunter2@clinicaltrials.gov",
        "https://clinicaltrials.gov/api?key=hunter2",
        "https://clinicaltrials.gov/#hunter2",
        "https://clinicaltrials.gov:99999/",
        "https://clinicaltrials.gov /",
        "https://[::1",
        "https://169.254.169.254/latest",
        "http://169.254.169.254/latest",
        "https://10.0.0.8/api",
        "http://127.0.0.1.example.org/",
        "http://2130706433/",
    ],
)
def test_a_base_url_that_is_not_a_registry_is_refused(tmp_path: Path, url: str) -> None:
    error = refusal(tmp_path, GOOD.replace("https://clinicaltrials.gov/api/v2", url))
    assert isinstance(error, ConfigError)
    assert "[sources.clinicaltrials] base_url: " in str(error)
    assert "hunter2" not in str(error)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("clinicaltrials", "AREA[StartDate]RANGE[2024-01-01,2020-01-01]"),
        ("clinicaltrials", "AREA[StartDate]RANGE[2024, 2020-12-31]"),
        ("clinicaltrials", "AREA[StartDate]RANGE[2026-13-40, MAX] OR RANGE[2026-13-40,2027]"),
        ("clinicaltrials", "AREA[StartDate]range[2023-02-30,2023-03-01]"),
        ("pubmed", "cirrhosis AND 2024:2020[dp]"),
        ("pubmed", "2024/01/01:2023/12/31[crdt]"),
        ("pubmed", "'2024/01/01'[dp] : '2020'[dp]".replace("'", '\\"')),
        ("pubmed", "200:100[uid]"),
        ("pubmed", "2026/13/40:2027[dp]"),
    ],
)
def test_a_range_that_runs_backwards_is_refused(tmp_path: Path, key: str, text: str) -> None:
    error = refusal(tmp_path, GOOD + f'[[search]]\nname = "x"\n{key} = "{text}"')
    assert error.exit_code == 78
    assert f"[search 2] {key}: " in str(error)
    assert "ends before it starts" in str(error) or "is not a date" in str(error)


def test_a_file_that_is_not_there_is_named_with_the_ways_to_name_another(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent.toml: no such file; .*HARVEST_CONFIG"):
        load(tmp_path / "absent.toml", {})
    with pytest.raises(ConfigError, match="is a folder; name the file"):
        load(tmp_path, {})
    with pytest.raises(ConfigError, match="can't be opened"):
        load(tmp_path / ("x" * 5000), {})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (GOOD.encode("utf-16"), "saved as UTF-16"),
        (b"\xfe\xff\x00a", "saved as UTF-16"),
        (b"\x7fELF\x02\x01\x01" + bytes(range(256)), "line .* is not UTF-8"),
        (b"# fine\ncontact = '\xe9'\n", "line 2 is not UTF-8 text"),
        (b"\x00" * 100, "line 1, column 1: not valid TOML"),
        (b"# " + b"x" * MAX_BYTES, "larger than 1 MiB"),
    ],
    ids=["utf-16", "utf-16 big endian", "program", "latin-1", "zeros", "huge"],
)
def test_a_file_that_is_not_text_is_refused(tmp_path: Path, data: bytes, says: str) -> None:
    error = refusal(tmp_path, data)
    assert error.exit_code == 78
    assert re.search(says, str(error))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and enter everything")
def test_a_file_or_folder_that_may_not_be_read_is_a_matter_of_permission(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o700)
    (locked / "config.toml").write_text(GOOD)
    (tmp_path / "config.toml").write_text(GOOD + '[store]\npath = "locked/x.db"')
    locked.chmod(0)
    try:
        for file in (locked / "config.toml", tmp_path / "config.toml"):
            with pytest.raises(NoPermission):
                load(file, {})
    finally:
        locked.chmod(0o700)


def test_a_link_to_the_private_file_is_not_accepted_as_the_public_one(tmp_path: Path) -> None:
    (tmp_path / "work.db").write_bytes(b"")
    for link in ("soft.db", "hard.db"):
        target = tmp_path / link
        if link == "soft.db":
            target.symlink_to("work.db")
        else:
            target.hardlink_to(tmp_path / "work.db")
        with pytest.raises(ConfigError, match="is the private work database"):
            read(tmp_path, GOOD + f'[store]\npath = "work.db"\n[publish]\npath = "{link}"')


@pytest.mark.parametrize("place", ["top", "source"])
@pytest.mark.parametrize("name", ["api_key", "NCBI_API_KEY", "apiKey"])
def test_an_api_key_in_the_file_is_refused_unseen(tmp_path: Path, place: str, name: str) -> None:
    line = f'{name} = "{KEY}"\n'
    text = line + GOOD if place == "top" else GOOD + line
    file = tmp_path / "config.toml"
    file.touch()
    for mode, error in ((0o644, NoPermission), (0o600, ConfigError)):
        file.chmod(mode)
        with pytest.raises(error, match="NCBI_API_KEY") as caught:
            read(tmp_path, text)
        assert KEY not in str(caught.value)


@pytest.mark.parametrize("key", [" ", KEY + "\n", KEY[:-1], KEY + "0", "short", KEY[:-1] + "é"])
def test_a_key_that_can_not_be_one_is_refused_unseen(tmp_path: Path, key: str) -> None:
    error = refusal(tmp_path, GOOD, {"NCBI_API_KEY": key})
    assert error.exit_code == 78
    assert "environment: NCBI_API_KEY" in str(error)
    assert key.strip() == "" or key.strip() not in str(error)
