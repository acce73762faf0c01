"""Trials or papers by words and filters, best first."""

from typing import Any

from harvest.errors import UsageError
from harvest.fulltext import match_expression
from harvest.identifiers import page
from harvest.numbers import number_in
from harvest.site.assistant.answers import Item, Listing, quoted
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, rows

_STATUS = (
    "RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "ACTIVE_NOT_RECRUITING",
    "COMPLETED", "SUSPENDED", "TERMINATED", "WITHDRAWN", "UNKNOWN",
)  # fmt: skip
_PHASE = ("EARLY_PHASE1", "PHASE1", "PHASE2", "PHASE3", "PHASE4", "NA")
_TRIAL = {
    "status": "r.status = :status",
    "phase": "instr('|' || r.phase || '|', '|' || :phase || '|')",
    "country": "EXISTS (SELECT 1 FROM trial_countries AS c WHERE c.trial_id = r.trial_id"
    " AND c.country = :country COLLATE NOCASE)",
    "sponsor": "instr(lower(r.lead_sponsor), lower(:sponsor))",
    "has_results": "r.has_results = :has_results",
    "year_from": "r.start_year >= :year_from",
    "year_to": "r.start_year <= :year_to",
}
_PAPER = {
    "integrity": "r.integrity = :integrity",
    "year_from": "r.year >= :year_from",
    "year_to": "r.year <= :year_to",
}
_ARGUMENTS = (
    Argument("text", "text", 'Words, "a phrase", random*, OR, -word; or the number of a record'),
    Argument("kind", "text", "What to search; trials where it is not given", ("trial", "paper")),
    Argument("status", "text", "Of trials: recruitment status", _STATUS),
    Argument("phase", "text", "Of trials: phase; a trial of phase 1/2 has both", _PHASE),
    Argument("country", "text", "Of trials: country of a site, as China or United States"),
    Argument("sponsor", "text", "Of trials: part of the lead sponsor's name"),
    Argument("has_results", "flag", "Of trials: whether results are posted at the registry"),
    Argument("integrity", "text", "Of papers: its mark", ("retracted", "concern", "corrected")),
    Argument("year_from", "integer", "First year (trials: start, papers: publication)", most=2200),
    Argument("year_to", "integer", "Last year", most=2200),
    Argument("include_removed", "flag", "Also records removed from their registry"),
    *LIST,
)


def _work(asked: Asked) -> Listing:
    text, kind = asked["text"], "article" if asked["kind"] == "paper" else "trial"
    if text and (number := number_in(text)) and number != text.lower():
        found = asked.named(number)
        if found:
            kind = found[0]["kind"]
            return _listing(asked, kind, "", "r.{kind}_id = :number", {"number": found[0]["id"]})
    conditions, bound = _filters(asked, kind)
    return _listing(asked, kind, text or "", " AND ".join(conditions) or "1", bound)


def _filters(asked: Asked, kind: str) -> tuple[list[str], dict[str, Any]]:
    known, others = (_TRIAL, _PAPER) if kind == "trial" else (_PAPER, _TRIAL)
    for name in others.keys() - known.keys():
        if asked[name] is not None:
            other = "paper" if kind == "trial" else "trial"
            raise UsageError(
                f'{name}: is a filter of {other}s; give kind: "{other}", or leave it out'
            )
    used = {name: clause for name, clause in known.items() if asked[name] is not None}
    conditions = list(used.values())
    if not asked["include_removed"]:
        conditions.append("r.removed_on IS NULL")
    return conditions, {name: asked[name] for name in used}


def _listing(asked: Asked, kind: str, text: str, where: str, bound: dict[str, Any]) -> Listing:
    table = "trials" if kind == "trial" else "articles"
    where = where.replace("{kind}", kind)
    join, order = f"{table} AS r", f"r.relevance DESC, r.{kind}_id"
    if text:
        join = f"{table}_fts JOIN {table} AS r ON r.rowid = {table}_fts.rowid"
        where = f"{table}_fts MATCH :match AND {where}"
        order = f"{table}_fts.rank, r.{kind}_id"
        bound = bound | {"match": match_expression(text)}
    counted = f"SELECT count(*) AS n FROM {join} WHERE {where}"  # noqa: S608 (clauses of this file)
    total = int(rows(asked.connection, counted, bound)[0]["n"])

    def items(start: int, most: int) -> list[Item]:
        shown = f"snippet({table}_fts, -1, '', '', ' … ', 24)" if text else "NULL"
        statement = (
            f"SELECT r.*, {shown} AS snippet FROM {join} WHERE {where} "  # noqa: S608 (as above)
            f"ORDER BY {order} LIMIT :most OFFSET :start"
        )
        found = rows(asked.connection, statement, bound | {"most": most, "start": start})
        return [_trial(asked, row) if kind == "trial" else _paper(asked, row) for row in found]

    return Listing(
        total,
        items,
        left_out=("everything but these facts: `record` has it",),
        about={"kind": "trial" if kind == "trial" else "paper"},
        help=_help(asked, table, text, bound) if total == 0 else (),
    )


def _help(asked: Asked, table: str, text: str, bound: dict[str, Any]) -> tuple[str, ...]:
    """What finds more: each word alone, or fewer filters."""
    found = []
    for word in dict.fromkeys(text.split()[:12]):
        statement = f"SELECT count(*) AS n FROM {table}_fts WHERE {table}_fts MATCH :match"  # noqa: S608
        number = rows(asked.connection, statement, {"match": match_expression(word)})[0]["n"]
        found.append(f"{word!r} alone finds {number:,}")
    filters = [name for name in bound if name not in ("match", "number")]
    if filters:
        found.append(f"leave out a filter: {', '.join(filters)}")
    return tuple(found) or ("nothing is in the database",)


def _trial(asked: Asked, row: Item) -> Item:
    return {
        "record": row["trial_id"],
        "title": quoted(row["brief_title"] or row["official_title"], 300),
        "status": row["status"],
        "phase": row["phase"],
        "enrollment": row["enrollment"],
        "enrollment_type": row["enrollment_type"],
        "countries": (row["countries"] or "").split("|") if row["countries"] else [],
        "start_date": row["start_date"],
        "completion_date": row["completion_date"],
        "has_results": bool(row["has_results"]),
        "lead_sponsor": quoted(row["lead_sponsor"], 200),
        "found_in": quoted(row["snippet"], 300),
        **_from(asked, "trial", row, row["trial_id"], row["registry_label"]),
    }


def _paper(asked: Asked, row: Item) -> Item:
    return {
        "record": row["article_id"],
        "title": quoted(row["title"] or row["vernacular_title"], 300),
        "authors": quoted(row["author_list"], 200),
        "journal": row["journal_abbrev"] or row["journal"],
        "year": row["year"],
        "doi": row["doi"],
        "integrity": row["integrity_label"],
        "found_in": quoted(row["snippet"], 300),
        **_from(asked, "article", row, row["article_id"], "PubMed" if row["pmid"] else "import"),
    }


def _from(asked: Asked, kind: str, row: Item, key: str, source: str) -> Item:
    return {
        "source": source,
        "version": row["version"],
        "page": asked.url(page(kind, key)),
        **({"removed_on": row["removed_on"]} if row["removed_on"] else {}),
    }


TOOL = Tool(
    "search",
    "Search trials or papers",
    "Trials or papers that match words and filters, best first, with the total. The number of a "
    "record finds that record. Null means that the record does not state it.",
    _ARGUMENTS,
    _work,
)
