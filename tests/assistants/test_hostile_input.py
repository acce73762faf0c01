"""What is sent to do harm, to the tools and to verification: clear errors, nothing written or run.

Relies on nothing beside the program.
"""

import io
import json
import zipfile
from hashlib import sha256
from typing import Any

import pytest

from harvest.config import Config
from harvest.errors import UsageError
from harvest.site.assistant.protocol import server
from harvest.verify import of_bytes, of_text, verify
from tests.helpers.assistants.client import answer, talk
from tests.helpers.assistants.file import File

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ENTITIES = "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)  # fmt: skip
STRINGS = "".join(
    f"@string{{{chr(98 + n)} = {' # '.join([chr(97 + n)] * 10)}}}\n" for n in range(9)
)


def word(body: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return written.getvalue()


def lying() -> bytes:
    """A document that says that it is small and is not."""
    body = bytearray(word(f"<a>{' ' * 1_000_000}</a>"))
    place = body.index(b"PK\x01\x02")
    body[place + 24 : place + 28] = body[22:26] = (10).to_bytes(4, "little")
    return bytes(body)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (word(f"<a>{' ' * 68_000_000}</a>"), "more than 64 MB"),
        (lying(), "is damaged"),
        (word(f'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]><a>&j;</a>'), "is damaged"),
        (word(f"<w:d {SPACE}>{'<w:p>' * 9_000}{'</w:p>' * 9_000}</w:d>"), "is damaged"),
        (word('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>'), "no text"),
        (b"@article{a,title=" + b"{" * 100_000, "is not BibTeX"),
        (f'@string{{a = "aaaaaaaaaa"}}\n{STRINGS}@article{{x, title = k}}'.encode(), "undefined"),
    ],
    ids=["bomb", "lying", "entities", "deep", "outside", "braces", "strings"],
)
def test_a_document_that_grows_or_reaches_out_is_refused_in_one_line(body, problem):
    with pytest.raises(UsageError, match=problem) as caught:
        of_bytes(body, "given")
    assert "\n" not in str(caught.value)
    assert "root:" not in str(caught.value)


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        ("TY  - JOUR\nTI  - A title\nAN  - PMID: 90000077\nER  - \n\n", 3_000),
        ("|", 200_000),
        ("a\tb\tc\n", 20_000),
        ("NCT", 100_000),
        ("\"'", 50_000),
        ("NCT90000011 enrolled 110 patients and ", 250),
        ("(", 100_000),
    ],
)
def test_much_of_anything_is_compared_in_time_or_said_to_be_left(base, unit, times):
    asked = iter(range(10_000))
    verified = verify(base, of_text(f"{unit * times} x"), lambda: next(asked) > 400)
    assert verified.left >= 0


def test_odd_signs_neither_hide_a_fault_nor_make_one(base):
    hidden = "NCT90000011 enrolled 1\u200b01 patients."
    turned = "\u2066NCT90000011\u2069 enrolled \u202e110\u202c patients.\x00 \ud800"
    assert [each.about for each in verify(base, of_text(hidden)).wrong] == ["size"]
    assert verify(base, of_text(turned)).wrong == ()


CALLS: list[tuple[str, dict[str, Any]]] = [
    ("search", {"text": '" OR 1=1; DROP TABLE trials; --'}),
    ("search", {"text": "(((((" * 300}),
    ("search", {"text": '"' * 1_999}),
    ("search", {"text": "NEAR(a b, 99999999999)"}),
    ("search", {"sponsor": "%' UNION SELECT 1 --"}),
    ("search", {"country": "\ud800\x00\u202e"}),
    ("record", {"id": "NCT90000001' OR '1'='1"}),
    ("record", {"id": "../../etc/passwd"}),
    ("record", {"id": "NCT90000001", "sections": ["sqlite_schema"]}),
    ("run_query", {"query": "../../harvest"}),
    ("run_query", {"query": "recruiting-trials", "parameters": {"country": "'; DELETE"}}),
    ("run_query", {"query": "recruiting-trials", "parameters": {"__class__": "x"}}),
    ("table", {"ids": ["NCT90000001"], "columns": ["raw; DROP TABLE trials"]}),
    ("cite", {"ids": ["NCT90000001\nER  - \nTY  - JOUR"]}),
    ("changes", {"event": "status' OR 1"}),
    ("verify", {"text": "@" + "{" * 90_000}),
    ("verify", {"text": "{{7*7}} ${7*7} <script>alert(1)</script> NCT90000001"}),
    ("sql", {"sql": "SELECT writefile('x', 'y')"}),
    ("sql", {"sql": "SELECT readfile('/etc/passwd')"}),
    ("sql", {"sql": "PRAGMA writable_schema = 1"}),
    ("sql", {"sql": "WITH RECURSIVE a AS (SELECT 1 UNION ALL SELECT 1 FROM a) SELECT * FROM a"}),
    ("sql", {"sql": "VACUUM INTO 'copy.db'"}),
    ("\ud800tool\x00", {}),
]  # fmt: skip


def test_what_is_sent_to_a_tool_is_data_whatever_it_says(config: Config, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sha256(config.publish.path.read_bytes()).hexdigest()
    folder = sorted(path.name for path in config.publish.path.parent.iterdir())

    async def work(client: Any) -> list[Any]:
        found = []
        for tool, given in CALLS:
            # A client's own text can't hold half a character; its JSON can.
            made = json.loads(json.dumps(given).replace("\\ud800", "\\ufffd"))
            found.append(await answer(client, tool.replace("\ud800", ""), **made))
        return found

    told = talk(server(lambda: File(config)), work)
    for (tool, given), each in zip(CALLS, told, strict=True):
        assert "error" in each or "items" in each, (tool, given)
        assert "went wrong" not in each.get("error", ""), (tool, given)
        assert "root:" not in json.dumps(each)
    assert sha256(config.publish.path.read_bytes()).hexdigest() == before
    assert sorted(path.name for path in config.publish.path.parent.iterdir()) == folder
    assert list(tmp_path.iterdir()) == []
