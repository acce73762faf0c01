"""Registrations as they are compared, read from the work database."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from harvest.evidence.links.own_numbers import telling
from harvest.evidence.reading.term_counts import unpack
from harvest.evidence.reading.tokens import surname
from harvest.evidence.studies.likeness.registration import Registration
from harvest.evidence.studies.numbers import registry_of
from harvest.facets import facets
from harvest.identifiers import find
from harvest.vocabularies.countries import country

TOGETHER = 400  # records read together
_MOST = {"conditions": 12, "interventions": 12, "outcomes": 8}  # that are read of a record
_ANY = 1_000
_TEXT = 400  # characters of one that are read

_TRIALS = """
SELECT t.trial_id, t.registry, t.brief_title, t.official_title, t.acronym, t.enrollment,
    t.enrollment_type, t.start_date, coalesce(t.primary_completion_date, t.completion_date),
    t.phase, t.allocation, t.masking, t.sex, t.minimum_age, t.maximum_age, t.org_study_id,
    t.lead_sponsor, t.responsible_party_name, s.words
FROM trials AS t
JOIN records AS r ON r.kind = 'trial' AND r.id = t.trial_id AND r.removed_on IS NULL
JOIN evidence_state AS s ON s.kind = 'trial' AND s.id = t.trial_id
WHERE t.trial_id IN (SELECT value FROM json_each(?))
ORDER BY t.trial_id
"""
_IDS = "SELECT trial_id FROM trials ORDER BY trial_id"
_OF = "trial_id IN (SELECT value FROM json_each(?))"
_CHILDREN = {
    "conditions": "SELECT trial_id, name FROM conditions WHERE {of} ORDER BY trial_id, position",
    "interventions": "SELECT trial_id, coalesce(name || coalesce('; ' || other_names, ''),"
    " description) FROM interventions WHERE {of} ORDER BY trial_id, position",
    "outcomes": "SELECT trial_id, coalesce(measure, description) FROM outcomes"
    " WHERE {of} AND kind = 'primary' ORDER BY trial_id, position",
    "countries": "SELECT DISTINCT trial_id, country FROM locations WHERE {of}",
    "sponsors": "SELECT trial_id, name FROM sponsors"
    " WHERE {of} ORDER BY trial_id, role <> 'lead', position",
    "officials": "SELECT trial_id, name FROM officials WHERE {of}",
    "numbers": "SELECT trial_id, id FROM trial_ids WHERE {of} AND kind <> 'alias'",
}
_CELLS = """
SELECT DISTINCT id, facet, value FROM facets
WHERE kind = 'trial' AND id IN (SELECT value FROM json_each(?))
    AND facet IN (SELECT value FROM json_each(?))
"""


def registrations(
    connection: sqlite3.Connection, members: Mapping[str, str]
) -> Iterator[Registration]:
    """All registrations that are not removed, in the order of their numbers.

    ``members``: by registration, the study that it is of with others.
    """
    ids = [trial_id for (trial_id,) in connection.execute(_IDS)]
    for start in range(0, len(ids), TOGETHER):
        yield from _some(connection, json.dumps(ids[start : start + TOGETHER]), members)


def _some(
    connection: sqlite3.Connection, asked: str, members: Mapping[str, str]
) -> Iterator[Registration]:
    told = {
        name: _gathered(connection, sql, asked, _MOST.get(name, _ANY))
        for name, sql in _CHILDREN.items()
    }
    cells: dict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    against = json.dumps([facet.name for facet in facets() if facet.paper.against])
    for trial_id, facet, value in connection.execute(_CELLS, (asked, against)):
        cells[trial_id][facet] = cells[trial_id].get(facet, frozenset()) | {value}
    for row in connection.execute(_TRIALS, (asked,)):
        trial_id, registry, public, scientific, acronym, size, kind, start, end = row[:9]
        phase, allocation, masking, sex, least, most, own, lead, party, words = row[9:]
        stems, _, counts = unpack(words)
        titles = tuple(dict.fromkeys(filter(None, (public, scientific))))
        each = {name: found.get(trial_id, ()) for name, found in told.items()}
        people = [*each["officials"], *([party] if party else ())]
        named = [*titles, *each["conditions"], *each["interventions"]]
        yield Registration(
            id=trial_id,
            registry=registry_of(registry),
            titles=titles,
            acronym=acronym,
            sponsors=tuple(dict.fromkeys([*([lead] if lead else ()), *each["sponsors"]])),
            size=size,
            size_type=kind,
            start=start,
            end=end,
            countries=frozenset(country(name) or name for name in each["countries"]),
            officials=tuple(sorted({name for p in people if len(name := surname(p)) > 1})),
            conditions=tuple(each["conditions"]),
            interventions=tuple(each["interventions"]),
            outcomes=tuple(each["outcomes"]),
            phase=phase,
            allocation=allocation,
            masking=masking,
            sex=sex,
            minimum_age=least,
            maximum_age=most,
            cells=cells.get(trial_id, {}),
            codes=_codes([own or "", *each["numbers"]], named),
            words=dict(zip(stems, counts, strict=True)),
            study=members.get(trial_id, ""),
        )


def _codes(numbers: Sequence[str], named: Sequence[str]) -> tuple[str, ...]:
    """The sponsor's own numbers; those of registries are looked at elsewhere."""
    return telling([number for number in numbers if not any(find(number))], named)


def _gathered(
    connection: sqlite3.Connection, sql: str, asked: str, most: int
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for trial_id, text in connection.execute(sql.format(of=_OF), (asked,)):
        if text and len(found[trial_id]) < most:
            found[trial_id].append(text[:_TEXT])
    return found
