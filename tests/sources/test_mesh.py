"""MeSH descriptors: what is asked for, what comes with them, and how they are read.

Relies on stand-ins and ../shared.
"""

import gzip
import json
import pickle
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from harvest.errors import Forbidden, RecordError
from harvest.records import Held, Raw, Record
from harvest.sources.mesh import SOURCE, accompany, asking, digest, judge, normalise
from harvest.sources.mesh import walk as walking_mesh
from harvest.standin import Descriptor, Faults, Fixed, State, at, serve
from harvest.standin.faults import content as content
from harvest.standin.faults import transport as transport
from harvest.standin.faults.schedule import Fault
from harvest.web import Answer, Verdict
from tests.helpers.clock import FakeClock
from tests.helpers.sources.walking import Came, came, job

DISEASES = Descriptor("D004066", "Digestive System Diseases", ("C06",), ("Gastric Diseases",))
LIVER = Descriptor("D008107", "Liver Diseases", ("C06.552",), (), "Pathological processes.")
CIRRHOSIS = Descriptor(
    "D008103",
    "Liver Cirrhosis",
    ("C06.552.630", "C23.550.355.274"),
    ("Cirrhosis, Liver", "Hepatic Cirrhosis"),
    "Liver disease in which the normal microcirculation is destroyed.",
)
FIBROSIS = Descriptor("D005355", "Fibrosis", ("C23.550.355",))
HUMANS = Descriptor("D006801", "Humans")
ALL = (DISEASES, LIVER, CIRRHOSIS, FIBROSIS, HUMANS)


def corpus(descriptors: tuple[Descriptor, ...] = ALL) -> Fixed:
    return Fixed((State({}, {}, {d.ui: d for d in descriptors}, "2026-11-24T05:00:00"),))


def held(*uis: str, have: Mapping[str, str] | None = None, **more: Any) -> Held:
    have = have or {}
    return Held(
        descriptors=frozenset(uis),
        descriptors_held=frozenset(have),
        last_fetched=dict(have),
        **more,
    )


def walk(
    folder: Path,
    held: Held,
    *faults: Any,
    served: Fixed | None = None,
    **named: Any,
) -> Came:
    with (
        serve(served or corpus(), faults=Faults(*faults)) as standin,
        job(folder, standin, SOURCE, held=held, searches={"x": "y"}, **named) as work,
    ):
        return came(accompany(work))


def read(raw: Raw) -> Record:
    return normalise(raw)


def test_a_descriptor_in_use_comes_with_what_stands_above_it_in_the_tree(tmp_path: Path) -> None:
    found = walk(tmp_path, held("D008103", "D006801"))
    assert found.raws.keys() == {"D008103", "D006801", "D004066", "D008107", "D005355"}
    end = found.end("descriptors")
    assert (end.state, end.promised, end.fetched, end.missing) == ("complete", None, 5, ())
    assert end.kind == "descriptor"
    ancestors, asked = found.pages  # in this order: a child that is held has its ancestors held
    assert {raw.id for raw in ancestors.raws} == {"D004066", "D008107", "D005355"}
    assert {raw.id for raw in asked.raws} == {"D008103", "D006801"}


def test_name_definition_places_and_synonyms_are_read(tmp_path: Path) -> None:
    found = walk(tmp_path, held("D008103", "D006801"))
    record = read(found.raws["D008103"])
    assert record.tables == {
        "mesh_terms": [
            (
                "D008103",
                "Liver Cirrhosis",
                "Liver disease in which the normal microcirculation is destroyed.",
                "C06.552.630|C23.550.355.274",
                None,
            )
        ],
        "mesh_trees": [("D008103", "C06.552.630"), ("D008103", "C23.550.355.274")],
        "mesh_entry_terms": [
            ("D008103", 1, "Cirrhosis, Liver"),
            ("D008103", 2, "Hepatic Cirrhosis"),
        ],
    }
    assert read(found.raws["D006801"]).tables == {
        "mesh_terms": [("D006801", "Humans", None, None, None)]
    }


def test_what_is_held_is_not_asked_for_again_for_a_year(tmp_path: Path) -> None:
    fresh = {"D008103": "2025-11-25T06:00:00Z", "D006801": "2025-11-24T06:00:00Z"}
    found = walk(tmp_path, held("D008103", "D006801", have=fresh))
    assert found.raws.keys() == {"D006801"}
    fresh["D006801"] = "2026-11-01T06:00:00Z"
    assert walk(tmp_path, held("D008103", "D006801", have=fresh)).ends == []
    assert walk(tmp_path, held(*fresh, have=fresh), full=True).raws.keys() >= fresh.keys()


def test_ancestors_that_are_held_are_not_fetched(tmp_path: Path) -> None:
    have = {"D008107": "2026-11-01T06:00:00Z", "D004066": "2026-11-01T06:00:00Z"}
    assert walk(tmp_path, held("D008103", have=have)).raws.keys() == {"D008103", "D005355"}


def test_many_descriptors_are_asked_for_in_batches_and_long_answers_in_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking_mesh, "BATCH", 7)
    monkeypatch.setattr(asking, "CLIMBED", 3)
    monkeypatch.setattr(asking, "DESCRIBED", 4)
    monkeypatch.setattr(asking, "ROWS", 5)
    many = tuple(
        Descriptor(
            f"D{n:06}", f"Heading {n}", (f"C{n % 7 + 1:02}.{n:03}",), (f"Term {n}", f"Word {n}")
        )
        for n in range(1, 31)
    )
    tops = tuple(Descriptor(f"D0009{n:02}", f"Top {n}", (f"C{n:02}",)) for n in range(1, 8))
    found = walk(tmp_path, held(*(d.ui for d in many)), served=corpus((*many, *tops)))
    assert found.raws.keys() == {d.ui for d in (*many, *tops)}
    for descriptor in many:
        tables = read(found.raws[descriptor.ui]).tables
        assert [row[2] for row in tables["mesh_entry_terms"]] == list(descriptor.entry_terms)
        assert [row[1] for row in tables["mesh_trees"]] == list(descriptor.tree_numbers)


def test_a_heading_that_mesh_withdrew_is_marked_so_and_keeps_its_name(tmp_path: Path) -> None:
    gone = Descriptor("D000074", "Abdominal Cramps", active=False)
    found = walk(tmp_path, held("D000074", "D006801"), served=corpus((gone, HUMANS)))
    assert read(found.raws["D000074"]).tables == {
        "mesh_terms": [("D000074", "Abdominal Cramps", None, None, 1)]
    }


@pytest.mark.parametrize(
    ("row", "withdrawn"),
    [
        ({"name": "Cramps"}, None),
        ({"name": "Cramps", "active": "true"}, None),
        ({"name": "Cramps", "active": "1"}, None),
        ({"name": "Cramps", "active": "false"}, 1),
        ({"name": "Cramps", "active": "0"}, 1),
        ({"name": "[OBSOLETE] Cramps"}, 1),
        ({"name": " [obsolete]Cramps"}, 1),
        ({"name": "Cramps", "active": "True"}, None),
        ({"name": "Cramps, [OBSOLETE] kind of"}, None),
    ],
)
def test_bytes_kept_at_any_time_tell_whether_a_heading_was_withdrawn(
    row: dict[str, str], withdrawn: int | None
) -> None:
    body = json.dumps({"ui": "D000074", "bindings": [row]}).encode()
    raw = Raw("mesh", "descriptor", "D000074", body, "2026-11-24T06:00:00Z")
    [term] = read(raw).tables["mesh_terms"]
    assert term[-1] == withdrawn


def test_the_same_descriptor_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    bodies = {walk(tmp_path, held("D008103")).raws["D008103"].body for _ in range(3)}
    assert len(bodies) == 1
    assert digest(bodies.pop()).content


def test_an_edited_definition_is_another_content(tmp_path: Path) -> None:
    other = Descriptor(CIRRHOSIS.ui, CIRRHOSIS.name, CIRRHOSIS.tree_numbers, (), "Anew.")
    before = walk(tmp_path, held("D008103")).raws["D008103"]
    after = walk(tmp_path, held("D008103"), served=corpus((other,))).raws["D008103"]
    assert digest(before.body) != digest(after.body)


def test_a_number_that_mesh_does_not_know_is_listed_and_absent_only_if_it_was_held(
    tmp_path: Path,
) -> None:
    old = {"D011958": "2025-01-01T06:00:00Z"}
    found = walk(tmp_path, held("D008103", "D018290", "D011958", "C000677541", "x", have=old))
    end = found.end("descriptors")
    assert end.state == "complete"
    assert end.missing == ("D011958", "D018290")
    assert found.absent == ["D011958"]


def test_mesh_that_knows_nothing_at_all_is_not_believed(tmp_path: Path) -> None:
    old = {f"D00{n:04}": "2025-01-01T06:00:00Z" for n in range(1, 10)}
    found = walk(tmp_path, held(*old, have=old), served=corpus(()))
    assert found.absent == []
    assert found.end("descriptors").state == "failed"


def test_many_unknown_numbers_are_believed_if_mesh_knows_another(tmp_path: Path) -> None:
    unknown = [f"D00{n:04}" for n in range(1, 10)]
    fresh = {"D008103": "2026-11-24T06:00:00Z"}
    end = walk(tmp_path, held("D008103", *unknown, have=fresh)).end("descriptors")
    assert (end.state, end.missing) == ("complete", tuple(unknown))


def test_nothing_in_use_means_nothing_asked(tmp_path: Path) -> None:
    assert walk(tmp_path, held()).ends == []
    assert list(SOURCE.fetch(None)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "fault",
    [
        transport.server_error(503),
        transport.html_page("application/sparql-results+json"),
        transport.reset_before_headers(),
        transport.short_body(80, declared=False),
        transport.empty_body(),
        transport.too_many_requests(),
        content.rewritten("no bindings", lambda body: b'{"results":{}}'),
    ],
    ids=lambda fault: fault.name,
)
def test_a_failing_service_is_asked_again_and_then_fails_the_walk(
    tmp_path: Path, fault: Fault
) -> None:
    twice = walk(tmp_path, held("D008103"), at(fault, service="mesh", times=2))
    assert twice.end("descriptors").state == "complete"
    assert len(twice.raws) == 4
    always = walk(
        tmp_path, held("D008103"), at(fault, service="mesh", times=None), clock=FakeClock()
    )
    end = always.end("descriptors")
    assert (end.state, end.fetched) == ("failed", 0)
    assert end.error
    assert not always.raws


def test_what_can_not_be_had_from_mesh_is_told_with_what_to_do(tmp_path: Path) -> None:
    without = "to publish without definitions set enabled = false under [sources.mesh]"
    gone = at(transport.status(404), service="mesh", times=None)
    error = walk(tmp_path, held("D008103"), gone).end("descriptors").error or ""
    assert error.endswith(f"; correct sources.mesh.base_url; {without}")
    down = at(transport.server_error(503), service="mesh", times=None)
    error = walk(tmp_path, held("D008103"), down, clock=FakeClock()).end("descriptors").error or ""
    assert error.endswith(f"; {without}")
    assert "base_url" not in error


def test_a_walk_that_breaks_off_keeps_what_came_and_is_partial(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking_mesh, "BATCH", 1)
    rule = at(transport.server_error(503), service="mesh", nth=4, times=None)
    found = walk(tmp_path, held("D004066", "D008103"), rule)
    end = found.end("descriptors")
    assert (end.state, end.unavailable) == ("partial", True)
    assert found.raws.keys() == {"D004066"}


def test_a_refusal_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        walk(tmp_path, held("D008103"), at(transport.forbidden(), service="mesh", times=None))


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        (b'{"head":{},"results":{"bindings":[]}}', Verdict.OK),
        (b'{"results":{"bindings":[{"d":{"type":"uri"}}]}}', Verdict.MALFORMED),
        (b'{"results":[]}', Verdict.MALFORMED),
        (b"[]", Verdict.MALFORMED),
        (b'{"results":{"bindings":[', Verdict.MALFORMED),
        (b"<html></html>", Verdict.TRANSIENT),
    ],
)
def test_only_a_query_result_is_an_answer(body: bytes, verdict: Verdict) -> None:
    assert judge(Answer(200, body, "application/json", "https://h/sparql", "", {}))[0] is verdict


def raw(asked: str = "D008103", **changes: object) -> Raw:
    descriptor = {"ui": "D008103", "bindings": [{"d": "x", "name": "Liver Cirrhosis"}]} | changes
    return Raw("mesh", "descriptor", asked, json.dumps(descriptor).encode(), "")


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        (raw("D008104"), "another descriptor"),
        (raw(bindings=[]), "name: missing"),
        (raw(bindings=[{"name": " "}]), "name: missing"),
        (raw(bindings=7), "not a descriptor"),
        (Raw("mesh", "descriptor", "D008103", b"\xff{", ""), "not a descriptor"),
        (raw("D８", ui="D８"), "another descriptor"),
    ],
)
def test_a_body_that_is_no_descriptor_is_refused(odd: Raw, words: str) -> None:
    with pytest.raises(RecordError, match=words):
        normalise(odd)


def test_a_tree_number_that_is_none_is_left_out() -> None:
    rows = [{"name": "Liver"}, {"tree": "http://id.nlm.nih.gov/mesh/@218176"}, {"tree": "C06.552"}]
    assert normalise(raw(bindings=rows)).tables["mesh_trees"] == [("D008103", "C06.552")]


def test_reading_is_pure_and_travels_between_processes() -> None:
    assert pickle.loads(pickle.dumps(normalise))(raw()) == normalise(raw())


def test_all_descriptors_of_mesh_are_read_as_the_registry_has_them(
    tmp_path: Path, shared: Path
) -> None:
    """A few hundred real descriptors, through the stand-in, against the table itself."""
    with gzip.open(shared / "corpus" / "mesh" / "descriptors-2025.tsv.gz", "rt") as file:
        header, *lines = (line.rstrip("\n").split("\t") for line in file)
    rows = {values[0]: dict(zip(header, values, strict=False)) for values in lines}

    def parts(text: str) -> tuple[str, ...]:
        return tuple(part for part in text.split("|") if part)

    served = {
        ui: Descriptor(
            ui,
            row["name"],
            parts(row["tree_numbers"]),
            parts(row["entry_terms"]),
            row.get("scope_note") or None,
        )
        for ui, row in rows.items()
    }
    chosen = sorted(rows)[::150]
    found = walk(tmp_path, held(*chosen), served=Fixed((State({}, {}, served, "2026-11-24"),)))
    assert found.end("descriptors").state == "complete"
    assert set(chosen) <= found.raws.keys()
    trees = {tree for ui in found.raws for tree in served[ui].tree_numbers}
    for ui, each in found.raws.items():
        tables = read(each).tables
        ((_, name, _note, tree_numbers, _withdrawn),) = tables["mesh_terms"]
        assert name == rows[ui]["name"]
        assert set((tree_numbers or "").split("|")) - {""} == set(parts(rows[ui]["tree_numbers"]))
        terms = {row[2] for row in tables.get("mesh_entry_terms", ())}
        assert terms == {" ".join(t.split()) for t in parts(rows[ui]["entry_terms"])} - {name}
        for tree in served[ui].tree_numbers:
            assert "." not in tree or tree.rpartition(".")[0] in trees, tree


def test_descriptors_are_asked_for_in_full_batches_and_the_rest_in_a_pause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walking_mesh, "BATCH", 2)
    asked: list[list[str]] = []

    def called_for() -> Iterator[frozenset[str]]:
        for called in ({"D006801"}, {"D008103", "no descriptor"}, (), {"D005355", "D009999"}):
            yield frozenset(called)
            queries = [dict(each.params)["query"] for each in standin.requests.requests()]
            climbed = [query for query in queries if "parentTreeNumber" in query]
            asked.append([" ".join(re.findall(" :(D[0-9]+)", query)) for query in climbed])

    with (
        serve(corpus()) as standin,
        job(tmp_path, standin, SOURCE, searches={"x": "y"}) as work,
    ):
        found = came(accompany(replace(work, called_for=called_for())))
    assert asked[0] == []
    assert asked[1][0] == "D006801 D008103"
    assert asked[2] == asked[1]
    assert asked[3] == asked[2]  # one came as an ancestor; the other waits for company
    assert found.raws.keys() == {"D008103", "D006801", "D004066", "D008107", "D005355"}
    (end,) = found.ends
    assert (end.state, end.promised, end.fetched, end.missing) == (
        "complete",
        None,
        5,
        ("D009999",),
    )
