"""What a person may write into a pack: odd words that are found, and mistakes, each told in a line.

Relies on nothing beside the program.
"""

import csv
from pathlib import Path

import pytest

from harvest.config import load
from harvest.errors import ConfigError
from harvest.evidence.facets.all import check, everything
from harvest.evidence.facets.shapes import term
from harvest.evidence.reading.passages import Passage, RecordText
from harvest.facets import facets
from harvest.packs.folders import folder, using
from harvest.packs.reading import left_out, read
from harvest.run.preflight import preflight
from tests.helpers.bases.work_base import config_text

HEAD = 'title = "A"\nabout = "b"\n[facets.a]\ntitle = "A"\nabout = "b"\n'
QUANTITY = 'shape = "quantity"\n'
UNIT = '[[facets.a.unit]]\nname = "mg"\nspelt = ["mg"]\n'
YES = 'shape = "yes_no"\n'
TERM = '[[facets.a.term]]\ncode = "A"\nlabel = "a"\nterms = '


def pack(place: Path, text: str | bytes, head: str = HEAD) -> Path:
    """A pack with one facet, of this text."""
    mine = place / "mine"
    (mine / "vocabularies").mkdir(parents=True)
    data = text if isinstance(text, bytes) else (head + text).encode()
    (mine / "pack.toml").write_bytes(data)
    return mine


def told(mine: Path) -> str:
    """What its reader is told, in one line that names the file."""
    with using((mine,)), pytest.raises(ConfigError) as error:
        check()
    message = str(error.value)
    assert message.isprintable()
    assert str(mine) in message
    return message


def values(mine: Path, title: str) -> list[str]:
    """What the facet reads of a title."""
    with using((mine,)):
        found, _ = everything(RecordText("trial", "1", (Passage("brief_title", title),)))
    return [fact.value for fact in found if fact.facet == "a"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (b"", "missing required field `title`"),
        (b"title = 1\nabout = 'b'", "Expected `str`, got `int` - at `$.title`"),
        (b"title = 'A", "line 1 (the end): not valid TOML"),
        (b"title = '\xff'", "line 1 is not UTF-8 text"),
        ("title = 'A'".encode("utf-16"), "saved as UTF-16"),
        (b"a = " + b"[" * 5000, "nested too deeply"),
        (b"a = " + b"9" * 5000, "a number that can't be read"),
        (HEAD.encode() + b"shap = 'time'", "facets.a: Object contains unknown field `shap`"),
    ],
)
def test_a_file_that_is_no_pack_is_told(tmp_path: Path, text: bytes, says: str) -> None:
    assert says in told(pack(tmp_path, text))


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    [found] = read((pack(tmp_path, b"\xef\xbb\xbftitle = 'A'\nabout = 'b'"),))
    assert found.title == "A"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f'{QUANTITY}{UNIT}formula = "x / 0"', "unit: formula: write x, x * 1000"),
        (f'{QUANTITY}{UNIT}formula = "x * 0.00"', "unit: formula: write x, x * 1000"),
        (f'{QUANTITY}{UNIT}formula = "x ** 9"', "unit: formula: write x, x * 1000"),
        (f'{QUANTITY}{UNIT}formula = "x * {"9" * 400}"', "unit: formula: write x, x * 1000"),
        (f"{QUANTITY}{UNIT}formula = \"__import__('os')\"", "unit: formula: write x, x * 1000"),
        (f"{QUANTITY}plausible = [20, 3]\n{UNIT}", "plausible: write the smaller number first"),
        ('shape = "time"\nplausible = [1, 2]', 'plausible: belongs to the shape "quantity"'),
        ('shape = "time"\nparts = []', "parts: is empty"),
        ('shape = "time"\nparts = [["titles"], []]', "parts: is empty, or a group in it"),
        ('shape = "time"\nkinds = []', "kinds: is empty"),
        ('shape = "time"\nrelated = { phrase = "x", weight = nan }', "related: weight: nan"),
        ('vocabulary = "../../x"', "vocabulary: '../../x': write the name of a file"),
        ('vocabulary = "/etc/passwd"', "vocabulary: '/etc/passwd': write the name of a file"),
        ('vocabulary = "x"', "vocabulary: there is no "),
        ('reader = "x"', "reader: knows aetiologies"),
        (f'{TERM}["type [2"]', "terms of A: 'type [2': write in [ ] the letters"),
        (f'{TERM}["type []"]', "terms of A: 'type []': write in [ ] the letters"),
        (f'{TERM}["?x"]', "terms of A: '?x': ? follows a letter"),
        (f'{TERM}["x??"]', "terms of A: 'x??': ? follows a letter"),
        (f'{TERM}["x", "="]', "terms of A: '=': has no letter"),
        (f'{TERM}["*"]', "terms of A: '*': has no letter"),
        (f'{TERM}["x**"]', "terms of A: 'x**': one * is enough"),
        (f'{TERM}["{"a?" * 10}"]', "has 1,024 spellings"),
        (f'{YES}yes = ["x"]\nno = ["("]', "no: '(': has no letter"),
        (f'{QUANTITY}of = ["[x"]\n{UNIT}', "of: '[x': write in [ ] the letters"),
        (f'{QUANTITY}{UNIT}near = ["-"]', "near: '-': has no letter"),
    ],
)
def test_a_mistake_in_a_facet_is_told_with_its_key(tmp_path: Path, text: str, says: str) -> None:
    message = told(pack(tmp_path, text))
    assert "pack.toml: facets.a: " in message
    assert says in message


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("", "x.csv, line 1: needs the columns code, label, terms"),
        ("code,label,terms\n", "x.csv: has no terms"),
        ("code,label,terms\nA,a,x[\n", "terms of A: 'x[': write in [ ] the letters"),
        (f"code,label,terms\nA,a,{'x' * 200_000}\n", "x.csv, line 2: field larger than"),
    ],
)
def test_a_mistake_in_a_vocabulary_is_told(tmp_path: Path, rows: str, says: str) -> None:
    mine = pack(tmp_path, 'vocabulary = "x"')
    (mine / "vocabularies" / "x.csv").write_text(rows, "utf-8")
    # Readers of registries' files raise the limit for the whole process.
    limit = csv.field_size_limit(131_072)
    try:
        assert says in told(mine)
    finally:
        csv.field_size_limit(limit)


@pytest.mark.parametrize("name", ["~nobody-of-that-name/x", "./mine/pack.toml", "../mine", "/"])
def test_a_folder_that_is_none_is_told_with_what_to_do(tmp_path: Path, name: str) -> None:
    pack(tmp_path, "")
    with pytest.raises(ValueError, match=r"can't be opened|name the folder of a pack\.toml"):
        folder(name, tmp_path)


@pytest.mark.parametrize(
    ("word", "title"),
    [
        ("C++", "Written in C++ today"),
        ("C", "Hepatitis C in adults"),
        ("naïve", "Insulin-naïve patients"),
        ("β", "TGF β in cirrhosis"),
        ("糖尿病", "2 糖尿病 patients"),
        ("a (b) $^.{2}", "An a (b) $^.{2} trial"),
        (" x | y ", "The x factor"),
        ("organi[sz]ed", "An organized trial"),
        ("w9999", "Word w9999 of many"),
    ],
)
def test_an_odd_word_is_found_as_it_stands(tmp_path: Path, word: str, title: str) -> None:
    mine = pack(tmp_path, 'vocabulary = "x"')
    many = "".join(f"{n},w{n},w{n}\n" for n in range(10_000)) if word == "w9999" else ""
    row = "" if many else f'A,a,"{word}"\n'
    (mine / "vocabularies" / "x.csv").write_text(f"\ufeffcode,label,terms\n{many}{row}", "utf-8")
    assert values(mine, title) == ["9999" if many else "A"]
    assert values(mine, "Nothing of that kind") == []


def test_words_for_yes_and_no_are_made_ready_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = pack(tmp_path, f'{YES}yes = ["refractory"]')
    assert values(mine, "Refractory lupus") == ["yes"]
    monkeypatch.delattr(term, "Vocabulary")  # each new one has every text read anew
    assert values(mine, "Not refractory") == ["no"]


def test_a_run_is_refused_before_it_asks_anybody(tmp_path: Path) -> None:
    pack(tmp_path, 'reader = "x"')
    text = config_text(tmp_path / "harvest.db", tmp_path / "evidence.db")
    file = tmp_path / "config.toml"
    file.write_text(text.replace("[topic]", '[topic]\npacks = ["./mine"]', 1), "utf-8")
    config = load(file, env={})
    with using(config.topic.packs):
        assert [facet.name for facet in facets() if facet.name == "a"] == ["a"]
    with pytest.raises(ConfigError, match="reader: knows"):
        preflight(config)


PICTURE = """
[[pictures]]
name = "drugs"
title = "Drugs"
rows = "drugs"
columns = "stage"
"""


def test_a_facet_that_no_pack_has_is_told_and_one_of_another_pack_is_not(tmp_path: Path) -> None:
    head = 'title = "A"\nabout = "b"\n[adds]\noutcome_scal = "x"\nstage = "x"\n'
    mine = pack(tmp_path, PICTURE, head)
    with using((mine,)):
        assert list(left_out()) == [
            f"{mine}/pack.toml: adds.outcome_scal: left out, no pack has a facet 'outcome_scal'; "
            "did you mean outcome_scale?",
            f"{mine}/pack.toml: pictures: drugs: left out, no pack has a facet 'drugs'; "
            "did you mean drug?",
        ]


def test_two_pictures_of_one_address_are_refused(tmp_path: Path) -> None:
    assert "pictures: " in told(pack(tmp_path, PICTURE + PICTURE, 'title = "A"\nabout = "b"\n'))
