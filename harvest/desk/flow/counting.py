"""Counts the flow: what was found, and what people decided of it."""

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from harvest.desk.decisions.model import Decision, Decisions, Standing, today
from harvest.desk.decisions.store import former_numbers
from harvest.desk.flow.model import Arm, Finding, Flow, Included, Method, Number, Row
from harvest.identifiers.about import abouts
from harvest.queries import RELEVANT
from harvest.references.flow import imported_files

_SQL = Path(__file__).with_name("sql")
NOT_RETRIEVED = ("no full text", "not retrieved", "full text not available", "report not retrieved")
"""Reasons at full text that PRISMA counts as reports that could not be retrieved."""
ALONE = ("Studies included in review", "Reports of included studies")
NEW = ("New studies included in review", "Reports of new included studies")
BEFORE = (
    "Studies included in previous version of review",
    "Reports of studies included in previous version of review",
)
FURTHER = "New reports of studies included before"
TOTAL = ("Total studies included in review", "Reports of total included studies")
_NO_REASON = "no reason given"
_CITED = "Citation searching"
_KINDS: Mapping[Method, int] = {"database": 0, "register": 1, "other": 2}


@dataclass(frozen=True, slots=True)
class _Record:
    """A record of the public file."""

    key: str
    study: str | None
    relevance: float | None
    removed: bool
    first_seen: str


def flow(
    connection: sqlite3.Connection,
    decisions: Decisions,
    *,
    since: str | None = None,
) -> Flow:
    """The flow of everything found; with ``since``, a day, of the update after that day.

    Decisions count as soon as they stand: agreed on, or settled.
    """
    former = former_numbers(connection)
    records = {each.key: each for each in _records(connection)}
    found = [*_findings(connection, former), *_in_files(connection, former)]
    found += _otherwise(records, {each.record for each in found}, former)
    first: dict[str, str] = {}
    for each in found:
        first[each.record] = min(each.on, first.get(each.record, each.on))
    new = {key for key in records if key in first and _later(first[key], since)}
    told = [each for each in found if _later(each.on, since)]
    by_search = {each.record for each in found if each.method != "other"}
    standing = _Standing(decisions)
    searches = _arm(
        "", [each for each in told if each.record in by_search], new & by_search, records, standing
    )
    others = _arm("other-", [each for each in told if each.record not in by_search],
                  new - by_search, records, standing)  # fmt: skip
    studies = _studies(connection, records)
    kept = [key for key in first if standing.word(key, "full-text") == "include"]
    (title,) = connection.execute("SELECT title FROM publication").fetchone()
    earlier = [key for key in kept if key not in new]
    before = {study for key in earlier for study in _of(studies, key)}
    fresh = [key for key in kept if key in new]
    further = [key for key in fresh if before.issuperset(_of(studies, key))]
    told_new = [key for key in fresh if key not in further]
    included = _included("included", told_new, studies, NEW if since else ALONE, before)
    if further:
        included = replace(included, further=_number("included-further", FURTHER, further))
    return Flow(
        title=str(title),
        since=since,
        searches=searches,
        others=others,
        new=included,
        previous=_included("previous", earlier, studies, BEFORE) if since else None,
        total=_included("total", kept, studies, TOTAL) if since else None,
        notes=_notes(records, decisions),
    )


class _Standing:
    """What stands of each record at each stage."""

    def __init__(self, decisions: Decisions) -> None:
        self._title = {each.record: each for each in decisions.standings("title")}
        self._whole = {each.record: each for each in decisions.standings("full-text")}

    def of(self, key: str, stage: str) -> Decision | None:
        """The decision that stands, None for none."""
        table: Mapping[str, Standing] = self._title if stage == "title" else self._whole
        found = table.get(key)
        return found.decision if found else None

    def word(self, key: str, stage: str) -> str | None:
        """Include or exclude; None where nothing is decided."""
        found = self.of(key, stage)
        return None if found is None or found.decision == "undecided" else found.decision

    def touched(self, key: str) -> bool:
        """Whether it was decided on; that one of two has done so is known to nobody else yet."""
        found = (self._title.get(key), self._whole.get(key))
        return any(each is not None and each.state != "waiting" for each in found)


def _arm(
    prefix: str,
    told: Sequence[Finding],
    keys: set[str],
    records: Mapping[str, _Record],
    standing: _Standing,
) -> Arm:
    """What became of the records of one way of finding them."""
    first: dict[str, Finding] = {}
    repeated: list[Row] = []
    before: list[Row] = []
    unreadable: list[Row] = []
    for each in told:
        row = Row(each.record, f"{each.place}: {each.by}")
        if each.record not in records:
            unreadable.append(row)
        elif each.record not in keys:
            before.append(row)
        elif each.record in first:
            repeated.append(row)
        else:
            first[each.record] = each
    places: dict[tuple[int, str], list[Row]] = {}
    for each in told:
        place = places.setdefault((_KINDS[each.method], each.place), [])
        place.append(Row(each.record, each.by))
    open_, gone, off = [], [], []
    for key in (key for key in sorted(keys) if key in first):
        if standing.touched(key) or _on_topic(records[key]):
            open_.append(key)
        elif records[key].removed:
            gone.append(Row(key))
        else:
            off.append(Row(key, f"relevance {records[key].relevance or 0:.2f}"))
    whole = {key: standing.word(key, "full-text") for key in open_}
    title = {key: standing.word(key, "title") for key in open_}
    reached = [key for key in open_ if whole[key] or title[key] == "include"]
    excluded = [key for key in open_ if key not in reached and title[key] == "exclude"]
    absent = [key for key in reached if _not_retrieved(standing.of(key, "full-text"))]
    unassessed = [key for key in reached if whole[key] is None]
    assessed = [key for key in reached if key not in absent and key not in unassessed]
    reasons: dict[str, list[Row]] = {}
    for key in (key for key in assessed if whole[key] == "exclude"):
        found = standing.of(key, "full-text")
        reasons.setdefault((found.reason if found else "") or _NO_REASON, []).append(Row(key))
    removed = [
        Number(f"{prefix}duplicates", "Duplicate records", tuple(repeated)),
        Number(f"{prefix}earlier", "Already found before this update", tuple(before)),
        Number(f"{prefix}automation", "Marked as ineligible by automation (off topic)", tuple(off)),
        Number(f"{prefix}gone", "Removed from their registry", tuple(gone)),
        Number(f"{prefix}unreadable", "Unreadable", tuple(unreadable)),
    ]
    always = 3 if not prefix else 0
    return Arm(
        identified=tuple(
            Number(f"{prefix}identified-{number}", place, tuple(rows))
            for number, ((_, place), rows) in enumerate(sorted(places.items()), 1)
        ),
        removed=tuple(
            each
            for number, each in enumerate(removed)
            if each.n or (number < always and not each.code.endswith("earlier"))
        ),
        screened=_number(f"{prefix}screened", "Records screened", [*reached, *excluded]),
        excluded=_number(f"{prefix}excluded", "Records excluded", excluded),
        undecided=_number(
            f"{prefix}undecided",
            "Not decided yet",
            [key for key in open_ if key not in {*reached, *excluded}],
        ),
        sought=_number(f"{prefix}sought", "Reports sought for retrieval", reached),
        not_retrieved=_number(f"{prefix}not-retrieved", "Reports not retrieved", absent),
        unassessed=_number(f"{prefix}unassessed", "Not assessed yet", unassessed),
        assessed=_number(f"{prefix}assessed", "Reports assessed for eligibility", assessed),
        reasons=tuple(
            Number(f"{prefix}reason-{number}", reason[:1].upper() + reason[1:], tuple(rows))
            for number, (reason, rows) in enumerate(
                sorted(reasons.items(), key=lambda item: (-len(item[1]), item[0])), 1
            )
        ),
    )


def _number(code: str, words: str, keys: Sequence[str]) -> Number:
    return Number(code, words, tuple(Row(key) for key in keys))


def _included(
    code: str,
    keys: Sequence[str],
    studies: Mapping[str, Sequence[str]],
    words: tuple[str, str],
    without: Collection[str] = (),
) -> Included:
    """The studies of reports but for those ``without``, and the reports."""
    reports: dict[str, list[str]] = {}
    for key in keys:
        for study in _of(studies, key):
            if study not in without:
                reports.setdefault(study, []).append(key)
    of_studies = tuple(Row(study, ", ".join(found)) for study, found in sorted(reports.items()))
    return Included(
        Number(f"{code}-studies", words[0], of_studies),
        _number(f"{code}-reports", words[1], sorted(keys)),
    )


def _of(studies: Mapping[str, Sequence[str]], key: str) -> Sequence[str]:
    """The studies that a report is of: itself, where it is of no registered one."""
    return studies.get(key) or (key,)


def _records(connection: sqlite3.Connection) -> Iterable[_Record]:
    for key, study, relevance, removed, seen in connection.execute(_read("records")):
        yield _Record(str(key), study, relevance, removed is not None, str(seen))


def _findings(connection: sqlite3.Connection, former: Mapping[str, str]) -> Iterable[Finding]:
    titles = {
        each.name: f"{each.title} ({each.searched_for})" if each.searched_for else each.title
        for each in abouts()
    }
    by_hand = {each.name for each in abouts() if each.imported}
    papers = {each.name for each in abouts() if "article" in each.kinds}
    for record, source, search, seen in connection.execute(_read("findings")):
        if source in by_hand:
            continue  # its files say it, each reference once
        method: Method = "database" if source in papers else "register"
        place = titles.get(source, str(source))
        yield Finding(today(str(record), former), place, method, f"search {search}", str(seen))


def _in_files(connection: sqlite3.Connection, former: Mapping[str, str]) -> Iterable[Finding]:
    """What imported files had, each reference of them, found on the day of their search."""
    for each in imported_files(connection):
        unread = [f"{each.name}, unreadable {number + 1}" for number in range(each.unreadable)]
        for key in (*each.new, *each.known, *each.repeated, *unread):
            by = f"file {each.name}"
            yield Finding(today(key, former), each.database, "database", by, each.day)


def _otherwise(
    records: Mapping[str, _Record], searched: set[str], former: Mapping[str, str]
) -> Iterable[Finding]:
    """The records that nothing else found: cited by a trial, or naming its number."""
    for key, each in records.items():
        if key not in searched and key not in former:
            by = "cited by a registered trial, or naming its number"
            yield Finding(key, _CITED, "other", by, each.first_seen)


def _studies(
    connection: sqlite3.Connection, records: Mapping[str, _Record]
) -> dict[str, list[str]]:
    """The studies of each report; a paper of no registered study is one of its own."""
    found: dict[str, list[str]] = {
        key: [each.study] for key, each in records.items() if each.study is not None
    }
    results: dict[str, list[str]] = {}
    for article, study, of_results in connection.execute(_read("studies_of_papers")):
        (results if of_results else found).setdefault(str(article), []).append(str(study))
    return {
        key: list(dict.fromkeys(names))
        for key, names in (found | results).items()
        if key in records
    }


def _later(moment: str, since: str | None) -> bool:
    return since is None or moment[:10] > since


def _on_topic(record: _Record) -> bool:
    """Whether it is to be decided on; what has no relevance yet is."""
    return not record.removed and (record.relevance is None or record.relevance >= RELEVANT)


def _not_retrieved(found: Decision | None) -> bool:
    return (
        found is not None
        and found.decision == "exclude"
        and found.reason.casefold() in NOT_RETRIEVED
    )


def _notes(records: Mapping[str, _Record], decisions: Decisions) -> tuple[str, ...]:
    unknown = [
        each for each in decisions.records() if "+" not in each and each not in records
    ]  # pairs are judgements on links
    notes = [
        "Records are counted once for each search that found them; duplicates are the further "
        "times. Reports are papers and records of registries; registrations of one study, and the "
        "papers that report it, are counted as one study.",
        f"A record is off topic if its computed relevance is below {RELEVANT} and nobody has "
        "decided on it.",
    ]
    if unknown:
        notes.append(f"Decisions on records that are not in the database: {len(unknown):,}.")
    return tuple(notes)


def _read(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text("utf-8")
