"""Files that are no export of WHO ICTRP, or not a whole one: refused with one line, nothing stored.

Relies on nothing beside the program.
"""

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from harvest.cli import run
from harvest.errors import UpstreamDataError
from harvest.sources.ictrp.columns import FULL
from harvest.sources.ictrp.delivery import prepare
from tests.helpers.sources.ictrp import base, full, portal, trial, web

WHOLE = portal(trial(), trial("ChiCTR2000030000"))


def _archive(*bodies: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, body in enumerate(bodies):
            packed.writestr(f"{number}.xml", body)
    return made.getvalue()


def _damaged(packed: bytes) -> bytes:
    """Some bytes in the middle are others."""
    middle = len(packed) // 3
    return (
        packed[:middle]
        + bytes(255 - each for each in packed[middle : middle + 20])
        + packed[middle + 20 :]
    )


def _locked(archive: bytes) -> bytes:
    """Its flags say that a password is needed."""
    changed = bytearray(archive)
    for place in (6, archive.rindex(b"PK\x01\x02") + 8):
        changed[place] |= 1
    return bytes(changed)


BAD = {
    "cut in a trial": (WHOLE[: len(WHOLE) // 2], "is cut off in line"),
    "cut after a trial": (WHOLE[: WHOLE.rindex(b"</Trials")], "is cut off in line"),
    "damaged in its packing": (_damaged(gzip.compress(WHOLE)), "ends too early"),
    "damaged in its archive": (_damaged(_archive(WHOLE)), "ends too early"),
    "an archive with a password": (_locked(_archive(WHOLE)), "is packed in a way"),
    "an empty archive": (_archive(), "is not an export of WHO ICTRP"),
    "an archive of several files": (_archive(WHOLE, WHOLE), "contains 2 files"),
    "another file in an archive": (_archive(b"%PDF-1.7"), "is not an export of WHO ICTRP"),
    "packed twice": (gzip.compress(gzip.compress(WHOLE)), "is not UTF-8 text"),
    "NUL bytes behind it": (WHOLE + b"\0" * 300, "something follows the end"),
    "a NUL byte inside": (WHOLE.replace(b"Adults", b"Ad\0ults"), "is not XML"),
    "an ampersand as it is": (WHOLE.replace(b"Cancer", b"A & B"), "is not XML"),
    "a trial in a trial": (WHOLE.replace(b"<Phase>", b"<Trial><Phase>", 1), "is not XML"),
    "a page of another kind": (b'<?xml version="1.0"?>\n<html><body/></html>', "is a web page"),
    "a table with tabs": (
        full(FULL, trial()).replace(b",", b"\t"),
        "is not an export of WHO ICTRP",
    ),
    "a pointer to a file": (
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
        "is not an export of WHO ICTRP",
    ),
    "cut in its packing": (gzip.compress(WHOLE)[:-20], "ends too early"),
    "wrong encoding": (WHOLE.replace(b"Adults", b"Erwachsene f\xfcr"), "is not in the encoding"),
    "UTF-16": (WHOLE.decode().encode("utf-16"), "is UTF-16; save it as UTF-8"),
    "two roots": (WHOLE + WHOLE.partition(b"?>\n")[2], "something follows the end of the export"),
    "joined with declarations": (WHOLE + WHOLE, "line"),
    "a web page": (b"<!DOCTYPE html>\n<html><body>Trials</body></html>", "is a web page"),
    "another XML": (b"<PubmedArticleSet></PubmedArticleSet>", "not an export of WHO ICTRP"),
    "an empty export": (portal(), "has no trial"),
    "an empty file": (b" \n", "is empty"),
    "an entity bomb": (
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><Trials_downloaded_from_ICTRP/>',
        "has a document type",
    ),
    "a CSV of something else": (b"a,b,c\n1,2,3\n", "is not an export of WHO ICTRP"),
    "a header alone": (web(trial()).split(b"\r\n")[0] + b"\r\n", "has no trial"),
    "a CSV that is cut": (full(FULL, trial(), trial())[:-300], "is cut off in"),
    "a CSV in Latin-1": (
        web(trial(Condition="Zirrhose \xfc")).replace(b"\xc3\xbc", b"\xfc"),
        "is not UTF-8 text; save it as UTF-8",
    ),
    "a row too short": (full(FULL, trial(), trial()).replace(b"Parallel,", b"", 1), "columns"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is not"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_ends_with_one_line_and_nothing_is_stored(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body, why = BAD[kind]
    config = base(tmp_path)
    good, bad = tmp_path / "good.xml", tmp_path / "bad.xml"
    good.write_bytes(WHOLE)
    bad.write_bytes(body)
    code = run(["import", "ictrp", str(good), str(bad), "--config", str(config.path)])
    said = capsys.readouterr().err
    assert (code, said.count("\n")) == (65, 1), said
    assert said.startswith(f"harvest: {bad}: ")
    assert why in said
    assert not config.store.path.exists()


def test_a_file_that_is_not_there_or_may_not_be_is_the_users_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = ["--config", str(base(tmp_path).path)]
    assert run(["import", "ictrp", str(tmp_path / "none.xml"), *config]) == 2
    assert "none.xml: no such file" in capsys.readouterr().err
    assert run(["import", "ictrp", str(tmp_path), *config]) == 2
    for wrong in (["--on", "2026"], ["--on", "2126-01-01"], ["--hits", "3"], ["--searched", " "]):
        assert run(["import", "ictrp", "x.xml", *wrong, *config]) == 2
        assert wrong[0] in capsys.readouterr().err


def test_the_error_names_the_file_without_what_is_in_it(tmp_path: Path) -> None:
    secret = portal(trial())[:-30].replace(b"Cancer", b"Lovelace")
    (tmp_path / "secret.xml").write_bytes(secret)
    with pytest.raises(UpstreamDataError) as met:
        prepare(tmp_path / "secret.xml", base(tmp_path), "ictrp")
    assert "Lovelace" not in str(met.value)
