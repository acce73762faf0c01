"""Cells of a saved query's result as a page shows them: links, dates, badges, numbers, texts."""

import re
from collections.abc import Callable
from urllib.parse import quote

from markupsafe import Markup, escape

from harvest.facets import facet
from harvest.identifiers import is_paper, page, trials_in
from harvest.paths import DB
from harvest.site import words
from harvest.site.charts import kind_of_status
from harvest.site.render import addresses, filters
from harvest.vocabularies import entries

LONG = 140
"""Characters of a text from which a cell shows its beginning and opens to the rest."""
_BEGINNING = 90

_DATE = re.compile(r"[12][0-9]{3}-[01][0-9](-[0-3][0-9])?")
_MOMENT = re.compile(r"([12][0-9]{3}-[01][0-9]-[0-3][0-9])T([0-2][0-9]:[0-5][0-9]):[0-9.]+Z?")

_BADGES = frozenset(
    {
        *("status", "trial_status", "site_status", "last_known_status", "integrity", "relation"),
        *("state", "run_state", "results_posted"),
    }
)
_STATUSES = {
    each.label: kind_of_status(each.code) for each in entries(DB / "vocabularies" / "statuses.csv")
}
_GOOD = frozenset({"complete", "yes", "met"})
_BAD = frozenset(
    {"failed", "interrupted", "partial", "overdue", "Retracted", "Expression of concern"}
)
_NAMES_NUMBERS = frozenset({"year", "run", "run_id", "version", "latitude", "longitude"})
_LINKS: dict[str, str] = {
    "ui": "/mesh/{}",
    "doi": "https://doi.org/{}",
    "orcid": "https://orcid.org/{}",
}


def td(name: str, value: str | int | float | None) -> Markup:
    """The table cell for a value of the column ``name``."""
    if value is None or value == "":
        return Markup('<td><span class="none">–</span></td>')
    if isinstance(value, int | float):
        shown = str(value) if name in _NAMES_NUMBERS else f"{value:,}"
        return Markup('<td class="num">%s</td>') % shown
    kind = Markup(' class="text"') if len(value) > 60 else ""
    return Markup("<td%s>%s</td>") % (kind, _text(name, value))


def _text(name: str, value: str) -> Markup:
    special = _SPECIAL.get(name) or (_with_powers if _is_number(name) else None)
    if special is not None:
        return special(value)
    if name in _LINKS:
        # A DOI keeps its slash, so that the address reads as it is printed.
        target = _LINKS[name].format(quote(value, safe="/" if name == "doi" else ""))
        return link(target, value)
    if name in _BADGES:
        return badge(value)
    if _DATE.fullmatch(value):
        return Markup('<time datetime="%s">%s</time>') % (value, filters.date(value))
    if moment := _MOMENT.fullmatch(value):
        shown = f"{filters.date(moment[1])}, {moment[2]}"
        return Markup('<time datetime="%s">%s</time>') % (value, shown)
    if len(value) > LONG:
        beginning = filters.shortened(value, _BEGINNING)
        return Markup("<details><summary>%s</summary>%s</details>") % (beginning, value)
    return escape(value)


def link(target: str, text: str) -> Markup:
    """A link; ``target`` must be an address of this site or of the web."""
    return Markup('<a href="%s">%s</a>') % (target, text)


def badge(text: str) -> Markup:
    """A word in a badge: a status with its mark, else coloured if it is good or bad news."""
    kind = "good" if text in _GOOD else "bad" if text in _BAD else ""
    if text in _STATUSES:
        kind = f"status {_STATUSES[text]}"
    return Markup('<span class="badge %s">%s</span>') % (kind, text)


def _web(value: str) -> Markup:
    return link(value, value) if filters.web_address(value) else escape(value)


def _record(value: str) -> Markup:
    """A key; digits alone may count something else."""
    if is_paper(value) and not value.isdecimal():
        return link(page("article", value), value)
    found = trials_in(value)
    whole = bool(found) and found[0].spelling == value
    return link(page("trial", value), value) if whole else escape(value)


def _trials_named(value: str) -> Markup:
    """Text in which the numbers of trials are links."""
    done, end = Markup(""), 0
    for found in trials_in(value):
        number = link(page("trial", found.id), found.spelling)
        done += escape(value[end : found.start]) + number
        end = found.end
    return done + escape(value[end:])


def _is_number(name: str) -> bool:
    """Whether the column has a facet that is no word."""
    described = facet(name)
    return described is not None and not described.words


def _with_powers(value: str) -> Markup:
    return escape(filters.powers(value))


def _trial(value: str) -> Markup:
    return link(page("trial", value), value)


_SPECIAL: dict[str, Callable[[str], Markup]] = {
    "trial_id": _trial,
    "other_trial_id": _trial,
    "study_id": _trial,
    "article_id": lambda value: link(page("article", value), value),
    "link": _web,
    "url": _web,
    "record": _record,
    "record_id": _record,
    "cited_by_trials": _trials_named,
    "other_registrations": _trials_named,
    "registrations_without_results": _trials_named,
    "registry": lambda value: escape(words.registries().get(value, value)),
    "sponsor": lambda value: link(f"/sponsors/{addresses.slug(value)}", value),
    "country": lambda value: link(addresses.trials(country=value), value),
    "countries": lambda value: escape(filters.listed(value)),
}
