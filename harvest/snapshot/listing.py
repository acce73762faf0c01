"""What the lists of a snapshot are worked out from, in the reader's browser: a file for each kind.

The cards are those of the site's own lists, the facets, orders and words those of its index, so
that a list has the same records in the same order as the site's.
"""

import csv
import io
import json
import re
import sqlite3
from collections import defaultdict
from typing import Any

import numpy as np

from harvest import fulltext
from harvest.export import FORMATS
from harvest.export.format import Format, ReferenceFormat
from harvest.identifiers import page
from harvest.queries import RELEVANT
from harvest.site.catalog import Holdings, holdings
from harvest.site.lists import select, shown
from harvest.site.lists.answer import cards, endings, index_of
from harvest.site.lists.asked import Asked
from harvest.site.lists.facets import KEYS, Facet, Kind, facets
from harvest.site.lists.index import Index
from harvest.site.page import fill, frame, site, statement
from harvest.site.parts import downloads
from harvest.site.render.offers import of_ending
from harvest.snapshot.places import FOLDER, TEXTS, Place, link
from harvest.snapshot.rewriting import rewritten
from harvest.snapshot.walk import Walk
from harvest.snapshot.words import words

_CARD = re.compile(r'<li class="card">.*?</li>', re.DOTALL)
_PAGE = 200
_NUMBERS = {
    "trials": "SELECT alias, id FROM aliases WHERE kind = 'trial' UNION "
    "SELECT id, trial_id FROM trial_ids WHERE id IS NOT NULL UNION "
    "SELECT trial_id, trial_id FROM trials ORDER BY 1, 2",
    "articles": "SELECT alias, id FROM aliases WHERE kind = 'article' UNION "
    "SELECT value, article_id FROM article_ids UNION "
    "SELECT doi, article_id FROM articles WHERE doi IS NOT NULL UNION "
    "SELECT article_id, article_id FROM articles ORDER BY 1, 2",
}
"""Every number under which a record of a kind is known, and its key."""


def list_page(kind: Kind) -> str:
    """The place of the page of a list."""
    return f"{FOLDER}/{kind}.html"


def data_of(kind: Kind) -> str:
    """The place of what the page of a list runs on."""
    return f"{FOLDER}/data/{kind}.js"


MESH = f"{FOLDER}/data/mesh.js"
"""The place of the definitions that have a page."""


def texts_of(kind: Kind, ending: str) -> str:
    """The place of all records of a kind in a format, one by one."""
    return f"{FOLDER}/data/{kind}-{ending}.js"


async def data(walk: Walk, kind: Kind) -> dict[str, bytes]:
    """The files that the page of a list runs on: place → what it holds."""
    held = await holdings(walk.site)
    index = await index_of(walk.site, kind, held)
    made: dict[str, Any] = {
        "ids": index.ids,
        "removed": np.flatnonzero(index.removed).tolist(),
        "low": np.flatnonzero(index.relevance < RELEVANT).tolist() if kind in held.ranked else [],
        "studies": None if index.studies is None else index.studies.tolist(),
        "orders": _orders(kind, held, index),
        "cards": await _cards(walk, kind, index.ids),
        "endings": [each.lstrip(".") for each in endings(kind)],
        "texts": [each for each in TEXTS if f".{each}" in endings(kind)],
        "labels": {form.ending: form.label for form in FORMATS.values()},
        "silent": sorted(fulltext.empty_words()),
        "day": str(walk.generation.facts["published_at"])[:10],
        "pages": [_file_of(walk, page(kind.removesuffix("s"), id_)) for id_ in index.ids],
    }
    made |= await walk.generation.run(lambda db: _read(db, kind, index, held), patient=True)
    made |= words(walk.publication, kind, index.rowids.tolist())
    files = {data_of(kind): _script(kind, made)}
    for ending in TEXTS:
        if (texts := await _texts(walk, kind, ending, index.ids)) is not None:
            files[texts_of(kind, ending)] = _script(f"{kind}-{ending}", texts)
    return files


async def definitions(walk: Walk) -> bytes:
    """The terms that have a page: name and file."""

    def work(db: sqlite3.Connection) -> list[tuple[str, str]]:
        rows = db.execute("SELECT name, ui FROM mesh_terms ORDER BY name, ui").fetchall()
        return [(name, _file_of(walk, f"/mesh/{ui}")) for name, ui in rows]

    terms = await walk.generation.run(work)
    return _script("mesh", [(name, file) for name, file in terms if file])


def _file_of(walk: Walk, address: str) -> str:
    """The file of a page as the pages of lists name it; empty where it has none."""
    at = walk.found(address)
    return link(list_page("trials"), at.path) if isinstance(at, Place) else ""


def _script(name: str, value: object) -> bytes:
    """A value that a page reads without asking a server: scripts may be read from a disk."""
    # A page must not take a text of a record for the end of a script; JavaScript's line ends too.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"snapshot({json.dumps(name)},{text});\n".encode()


def _orders(kind: Kind, held: Holdings, index: Index) -> list[dict[str, object]]:
    return [
        {"name": sort.name, "label": sort.label, "places": index.orders[sort.name].tolist()}
        for sort in select.sorts(Asked(kind), held)
    ]


async def _cards(walk: Walk, kind: Kind, ids: tuple[str, ...]) -> list[str]:
    """The card of each record, as lists show it."""
    of = site(walk.site)
    given = {**frame(of), "kind": kind}
    found: list[str] = []
    for start in range(0, len(ids), _PAGE):
        some = ids[start : start + _PAGE]
        rows = await cards(walk.site, kind, some)
        made = fill(of, "cards_alone.html", {**given, "cards": rows})
        by_key = {
            row[KEYS[kind]]: card for row, card in zip(rows.rows, _CARD.findall(made), strict=True)
        }
        found += [rewritten(by_key[id_], list_page(kind), walk.found) for id_ in some]
    return found


async def _texts(
    walk: Walk, kind: Kind, ending: str, ids: tuple[str, ...]
) -> dict[str, object] | None:
    """Each record in a format, to be put together to the file of a list; None for another kind."""
    form = of_ending(ending)
    if f".{ending}" not in endings(kind):
        return None

    def work(db: sqlite3.Connection) -> dict[str, object]:
        def made(*some: str) -> str:
            return downloads.records(db, some, form.name).decode()

        if ending == "csv":
            head, *lines = _lines(made(*ids))
            return {"head": form.mark.decode() + head, "between": "", "texts": lines}
        fits = _fitting(db, form, ids)
        texts = {id_: made(id_) for id_ in fits}
        one, other = [*fits, "", ""][:2]
        first = made(one, other) if other else ""
        between = first[len(texts[one]) : -len(texts[other])] if first else ""
        every = [texts.get(id_, "") for id_ in ids]
        return {"head": form.mark.decode(), "between": between, "texts": every}

    return {"type": form.content_type, **await walk.generation.run(work, patient=True)}


def _fitting(db: sqlite3.Connection, form: Format, ids: tuple[str, ...]) -> list[str]:
    """The records that a format can hold; of those of PubMed only, the papers with a PMID."""
    if not isinstance(form, ReferenceFormat) or not form.pubmed_only:
        return list(ids)
    known = {key for (key,) in db.execute("SELECT article_id FROM articles WHERE pmid IS NOT NULL")}
    return [id_ for id_ in ids if id_ in known]


def _lines(table: str) -> list[str]:
    """The rows of a table as texts, the names of its columns first; a cell may have line breaks."""
    found = []
    for row in csv.reader(io.StringIO(table, newline="")):
        out = io.StringIO(newline="")
        csv.writer(out).writerow(row)
        found.append(out.getvalue())
    return found


def _read(db: sqlite3.Connection, kind: Kind, index: Index, held: Holdings) -> dict[str, object]:
    found, parts = [], dict[str, list[int]]()
    for facet in facets(kind):
        if facet.together:
            found.append(_of_parts(db, facet, held, parts, index))
        else:
            found.append(_facet(db, kind, facet, held, index))
    place = {id_: number for number, id_ in enumerate(index.ids)}
    numbers = db.execute(_NUMBERS[kind]).fetchall()
    return {
        "facets": found,
        "parts": [of for _, of in parts.values()],
        "numbers": {number.lower(): place[id_] for number, id_ in numbers if id_ in place},
    }


def _facet(
    db: sqlite3.Connection, kind: Kind, facet: Facet, held: Holdings, index: Index
) -> dict[str, object]:
    sql = statement("lists/column").format(relation=facet.relation, table=kind, key=KEYS[kind])
    having = {str(value): _places(rowids, index) for value, rowids in db.execute(sql)}
    return _described(facet, held, having)


def _of_parts(
    db: sqlite3.Connection,
    facet: Facet,
    held: Holdings,
    parts: dict[str, list[int]],
    index: Index,
) -> dict[str, object]:
    """A facet of parts of records: its values stand for parts, which are numbered for all."""
    place = {id_: number for number, id_ in enumerate(index.ids)}
    having: dict[str, list[int]] = defaultdict(list)
    for id_, value, part in db.execute(f"SELECT id, value, part FROM ({facet.relation})"):  # noqa: S608 # of a file of ours
        if value is None or id_ not in place:
            continue
        number = parts.setdefault(f"{facet.together} {part}", [len(parts), place[id_]])[0]
        having[str(value)].append(number)
    return _described(facet, held, {value: sorted(set(those)) for value, those in having.items()})


def _described(facet: Facet, held: Holdings, having: dict[str, list[int]]) -> dict[str, object]:
    counts = {value: len(those) for value, those in having.items()}
    ordered = sorted(having, key=lambda value: shown.place(facet, value, counts[value], held))
    return {
        "name": facet.name,
        "title": facet.title,
        "shown": facet.shown,
        "search": facet.search,
        "together": facet.together,
        "byCount": facet.order == "count",
        "values": [[value, shown.label(facet, value, held), having[value]] for value in ordered],
    }


def _places(rowids: str | None, index: Index) -> list[int]:
    given = np.fromstring(rowids or "", dtype=np.int64, sep=",")
    places: list[int] = np.unique(np.searchsorted(index.rowids, given)).tolist()
    return places
