"""The pages of a snapshot, rewritten, with what they run on and the data file, as one ZIP file."""

import io
import zipfile
from pathlib import Path

from harvest.site.lists.facets import Kind
from harvest.site.page import site
from harvest.snapshot import listing
from harvest.snapshot.places import DATABASE, FOLDER, HOME
from harvest.snapshot.rewriting import rewritten
from harvest.snapshot.walk import Walk

READ_ME = "READ ME.txt"
_KINDS: tuple[Kind, ...] = ("trials", "articles")
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can hold
_RUNS: dict[str, tuple[Kind, ...]] = {
    **{listing.list_page(kind): (kind,) for kind in _KINDS},
    f"{FOLDER}/search.html": _KINDS,
}
"""The pages that work something out, and the kinds of record that they do it with"""
_SAID = """{topic}
Snapshot of publication {number} of {day}, made by {software}.

1. Unpack the whole ZIP file into a folder.
2. Double-click {home} in it. No network and no program but a browser is needed.

Lists, their filters, the search and their downloads are made by the browser (JavaScript).
What a server has to answer is left out: SQL, the forms of saved queries, comparisons of trials of
your choice, sites near a place, feeds and subscriptions.
{database} is the data behind the pages, a SQLite database: SQL can be asked of it with any program
that reads SQLite.
"""
_STATIC = Path(__file__).parent / "static"
_SCRIPTS = ("evaluate.js", "lists.js")
_PACKED = {".docx", ".xlsx", ".png", ".webp"}


async def bundle(walk: Walk) -> bytes:
    """The ZIP file; the same bytes for the same publication."""
    out = io.BytesIO()
    with walk.generation.in_use(), zipfile.ZipFile(out, "w") as whole:
        files: dict[str, bytes] = {}
        for kind in _KINDS:
            files |= await listing.data(walk, kind)
        files[listing.MESH] = await listing.definitions(walk)
        files |= {f"{FOLDER}/static/{name}": (_STATIC / name).read_bytes() for name in _SCRIPTS}
        files[READ_ME] = _read_me(walk).encode()
        files[DATABASE] = walk.publication.read_bytes()
        for place in sorted({*files, *walk.at}, key=lambda name: (name != HOME, name)):
            body = files[place] if place in files else _page(walk, place)
            entry = zipfile.ZipInfo(place, _NO_TIME)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            packed = Path(place).suffix in _PACKED
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            whole.writestr(entry, body, compresslevel=None if packed else 9)
    return out.getvalue()


def _page(walk: Walk, place: str) -> bytes:
    body = walk.file(place).read_bytes()
    if not walk.at[place]:
        return body
    kinds = _RUNS.get(place, ())
    first, *others = (f"{FOLDER}/static/{name}" for name in _SCRIPTS)
    data = [listing.data_of(kind) for kind in kinds]
    if len(kinds) > 1:
        data.append(listing.MESH)
    runs = (first, *data, *others) if kinds else ()
    return rewritten(body.decode(), place, walk.found, runs).encode()


def _read_me(walk: Walk) -> str:
    facts = walk.generation.facts
    topic = site(walk.site).config.topic.title
    return _SAID.format(
        topic=topic,
        day=str(facts["published_at"])[:10],
        number=facts["generation"],
        software=facts["software"],
        database=DATABASE,
        home=HOME,
    )
