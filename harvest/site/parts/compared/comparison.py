"""Trials side by side, and as a table of included studies; every cell knows where it comes from."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from harvest.export.saved import label as heading
from harvest.export.tables import Cell, Table
from harvest.facets import Column, Facet, facets
from harvest.identifiers import page, paper_name
from harvest.site import words
from harvest.site.catalog import Holdings
from harvest.site.parts.compared.measured import Scale
from harvest.site.render import filters
from harvest.site.render.registries import registry

_EXTRACTED = "extracted from the text of the record"


@dataclass(frozen=True, slots=True)
class Piece:
    """One statement of a cell. ``quote`` is the text that it was read from, ``doubt`` what may be
    wrong with it; a field of the registry has neither."""

    text: str
    quote: str | None = None
    place: str | None = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell; ``number`` is what a spreadsheet gets where the text is one."""

    pieces: tuple[Piece, ...]
    number: int | None = None
    links: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The statements as one text."""
        return "\n".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is compared; ``source`` says where all its cells come from."""

    name: str
    label: str
    source: str
    entries: tuple[Entry, ...]
    extracted: bool = False

    @property
    def is_same(self) -> bool:
        """Whether all trials say the same."""
        return len({entry.text for entry in self.entries}) == 1


@dataclass(frozen=True, slots=True)
class Comparison:
    """Some trials, in the order asked for, and the lines in which they are compared."""

    trials: Sequence[sqlite3.Row]
    lines: tuple[Line, ...]


_Reader = Callable[[sqlite3.Row], Entry]


def compared(
    trials: Sequence[sqlite3.Row],
    facts: Sequence[sqlite3.Row],
    held: Holdings,
    outcomes: Sequence[Scale] = (),
) -> Comparison:
    """Trials (rows of ``compare.sql``) with what their texts say (rows of ``compare_facets.sql``).

    A facet that none of them states has no line.
    """
    registries = " / ".join(dict.fromkeys(registry(trial["trial_id"]) for trial in trials))
    lines = [
        Line(name, label, f"{registries}, {source}", tuple(read(trial) for trial in trials))
        for name, label, source, read in _FIELDS
    ]
    found: dict[tuple[str, str], list[sqlite3.Row]] = {}
    for row in facts:
        found.setdefault((row["facet"], row["trial_id"]), []).append(row)
    for facet, column in sorted(_columns(), key=lambda pair: (pair[1].place, pair[0].name)):
        entries = tuple(
            _entry(facet, found.get((facet.name, trial["trial_id"]), ()), held) for trial in trials
        )
        if any(entry.pieces for entry in entries):
            title = column.title or facet.title
            lines.append(Line(facet.name, title, _EXTRACTED, entries, extracted=True))
    if outcomes:
        entries = tuple(_measured(trial["trial_id"], outcomes) for trial in trials)
        lines.append(Line("measured", "Measured, and when", _EXTRACTED, entries, extracted=True))
    return Comparison(trials, tuple(lines))


def _measured(trial_id: str, outcomes: Sequence[Scale]) -> Entry:
    return Entry(
        tuple(
            Piece(f"{scale.label}: {times.text}", times.evidence, words.field(times.place) or None)
            for scale in outcomes
            if (times := scale.times.get(trial_id))
        )
    )


def _columns() -> list[tuple[Facet, Column]]:
    return [(facet, facet.comparison) for facet in facets() if facet.comparison]


def _entry(facet: Facet, rows: Sequence[sqlite3.Row], held: Holdings) -> Entry:
    pieces: dict[str, Piece] = {}
    for row in rows:
        told: Mapping[str, Any] = dict(row)
        label = filters.powers(told.get("label") or held.label(facet.words, str(row["value"])))
        doubts = [told.get("flag"), told.get("formula")]
        pieces.setdefault(
            label,
            Piece(
                label,
                told.get("evidence"),
                words.field(told.get("field")) or None,
                "; ".join(str(doubt) for doubt in doubts if doubt) or None,
            ),
        )
    return Entry(tuple(pieces.values()))


def _plain(*columns: str) -> _Reader:
    return lambda trial: _said(", ".join(trial[c] for c in columns if trial[c]))


def _design(trial: sqlite3.Row) -> Entry:
    parts = [
        trial[f"{column}_label"]
        for column in (
            *("allocation", "intervention_model", "masking", "primary_purpose"),
            *("observational_model", "time_perspective"),
        )
        if trial[column] not in (None, "", "NA")
    ]
    return _said(", ".join(parts))


def _listed(column: str) -> _Reader:
    return lambda trial: _said(filters.listed(trial[column], "; "))


def _said(text: str) -> Entry:
    return Entry((Piece(text),) if text else ())


def _when(column: str) -> _Reader:
    def read(trial: sqlite3.Row) -> Entry:
        if not trial[column]:
            return Entry(())
        kind = trial[f"{column}_type"]
        return _said(filters.date(trial[column]) + (f" ({kind.lower()})" if kind else ""))

    return read


def _participants(trial: sqlite3.Row) -> Entry:
    if trial["enrollment"] is None:
        return Entry(())
    kind = {"ACTUAL": "actual", "ESTIMATED": "planned"}.get(trial["enrollment_type"] or "")
    number = f"{trial['enrollment']:,}"
    kind = ", ".join(part for part in (kind, trial["enrollment_flag"]) if part)
    return Entry((Piece(f"{number} ({kind})" if kind else number),), trial["enrollment"])


def _status(trial: sqlite3.Row) -> Entry:
    why = f": {trial['why_stopped']}" if trial["why_stopped"] else ""
    return _said((trial["status_label"] or "") + why)


def _sites(trial: sqlite3.Row) -> Entry:
    if not trial["countries"]:
        return Entry(())
    number = trial["n_locations"]
    sites = f" ({number:,} {'site' if number == 1 else 'sites'})" if number else ""
    return _said(filters.listed(trial["countries"]) + sites)


def _ages(trial: sqlite3.Row) -> Entry:
    ages = " to ".join(
        text for text in (trial["minimum_age"] or "", trial["maximum_age"] or "no upper limit")
    )
    stated = trial["minimum_age"] or trial["maximum_age"]
    return _said(", ".join(part for part in (trial["sex_label"], stated and ages) if part))


def _arms(trial: sqlite3.Row) -> Entry:
    return Entry(
        tuple(
            Piece(_with(arm["label"] or "", arm["type"], arm["description"]))
            for arm in json.loads(trial["arm_list"])
        )
    )


def _interventions(trial: sqlite3.Row) -> Entry:
    return Entry(
        tuple(
            Piece(_with(each["name"] or "", each["type"], each["description"]))
            for each in json.loads(trial["intervention_list"])
        )
    )


def _with(name: str, kind: str | None, description: str | None) -> str:
    return (
        name + (f" ({kind.lower()})" if kind else "") + (f": {description}" if description else "")
    )


def _outcomes(kind: str) -> _Reader:
    def read(trial: sqlite3.Row) -> Entry:
        return Entry(
            tuple(
                Piece(outcome["measure"] + (f" ({outcome['time']})" if outcome["time"] else ""))
                for outcome in json.loads(trial["outcome_list"])
                if outcome["kind"] == kind and outcome["measure"]
            )
        )

    return read


def _results(trial: sqlite3.Row) -> Entry:
    if not trial["has_results"]:
        return _said("not posted")
    posted = trial["results_first_posted"]
    return _said("posted" + (f" {filters.date(posted)}" if posted else ""))


def _papers(trial: sqlite3.Row) -> Entry:
    papers = [
        (
            f"{paper_name(paper['article_id'])} ({paper['relation']}"
            + (f", {paper['integrity']})" if paper["integrity"] else ")"),
            page("article", paper["article_id"]),
        )
        for paper in json.loads(trial["paper_list"])
    ]
    return Entry(tuple(Piece(text) for text, _ in papers), links=tuple(papers))


_FIELDS: tuple[tuple[str, str, str, _Reader], ...] = (
    ("title", "Title", "identification", _plain("brief_title")),
    ("sponsor", "Sponsor", "sponsor and collaborators", _plain("lead_sponsor")),
    ("countries", "Countries", "locations", _sites),
    ("status", "Status", "status", _status),
    ("phase", "Phase", "design", _plain("phase_label")),
    ("design", "Design", "design", _design),
    ("participants", "Participants", "design: enrolment", _participants),
    ("conditions", "Conditions", "conditions", _listed("conditions")),
    ("eligible", "Eligible", "eligibility", _ages),
    ("arms", "Arms", "arms and interventions", _arms),
    ("interventions", "Interventions", "arms and interventions", _interventions),
    ("primary_outcomes", "Primary outcomes", "outcomes", _outcomes("primary")),
    ("secondary_outcomes", "Secondary outcomes", "outcomes", _outcomes("secondary")),
    ("start", "Start", "status", _when("start_date")),
    ("primary_completion", "Primary completion", "status", _when("primary_completion_date")),
    ("completion", "Completion", "status", _when("completion_date")),
    ("results", "Results in the registry", "results", _results),
    ("papers", "Papers of the trial", "references, and PubMed", _papers),
)

IN_TABLE = (
    *("countries", "phase", "design", "participants", "eligible", "arms", "primary_outcomes"),
    *("start", "primary_completion", "status", "results", "papers"),
)
"""The registry's fields in the table of included studies; all that is read from texts is in it."""


_FIRST = ("trial_id", "study", "sponsor", "countries", "phase", "design", "participants", "papers")
"""What a page of the table of included studies shows first, before what is read from texts."""


def study_table(made: Comparison, notes: tuple[str, ...]) -> Table:
    """The table of included studies: a row a trial; its notes say where each cell comes from."""
    lines = [line for line in made.lines if line.name in IN_TABLE or line.extracted]
    rows = [
        [
            trial["trial_id"],
            _study(trial),
            trial["lead_sponsor"],
            *(_cell(line.entries[place]) for line in lines),
        ]
        for place, trial in enumerate(made.trials)
    ]
    columns = (
        ("trial_id", heading("trial_id")),
        ("study", "Study"),
        ("sponsor", "Sponsor"),
        *((line.name, line.label) for line in lines),
    )
    read = (line.name for line in lines if line.extracted)
    said = (*notes, *_sources(made, lines))
    return Table("Characteristics of studies", columns, rows, said, (*_FIRST, *read))


def _study(trial: sqlite3.Row) -> str | None:
    """The title, and the acronym where the title does not have it."""
    title, acronym = trial["brief_title"], trial["acronym"]
    if not acronym or acronym in (title or ""):
        return title or None
    return f"{title} ({acronym})" if title else acronym


def _cell(entry: Entry) -> Cell:
    return entry.number if entry.number is not None else entry.text or None


def _sources(made: Comparison, lines: Sequence[Line]) -> list[str]:
    """Where each column comes from and, of what is read from texts, the words for each cell."""
    versions = "; ".join(
        f"{trial['trial_id']} as last updated {trial['last_updated'] or 'at an unknown date'}"
        for trial in made.trials
    )
    notes = [f"Versions of the records: {versions}."]
    notes += [f"{line.label}: {line.source}." for line in lines if not line.extracted]
    kinds = {trial["trial_id"]: trial["enrollment_type"] for trial in made.trials}
    planned = [trial_id for trial_id, kind in kinds.items() if kind == "ESTIMATED"]
    if planned:
        notes.append(f"Participants of {', '.join(planned)}: planned, not actual.")
    for line in lines:
        if not line.extracted:
            continue
        for trial, entry in zip(made.trials, line.entries, strict=True):
            notes += [
                f"{line.label}, {trial['trial_id']}: {piece.text}, from “{piece.quote}”"
                + (f" ({piece.place})" if piece.place else "")
                + (f"; {piece.doubt}" if piece.doubt else "")
                for piece in entry.pieces
                if piece.quote
            ]
    return notes
