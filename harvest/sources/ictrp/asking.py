"""How WHO's platform is asked: by a person, at its portal. The program reads what was exported.

Its terms allow search and export, not crawling: nothing here ever asks the portal.
"""

import logging
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from harvest.clock import stamp
from harvest.config import Concept, Config, Search
from harvest.errors import HarvestError, UpstreamDataError, UsageError
from harvest.records import Event, Page, Progress, Raw, Unreadable, WalkEnd
from harvest.sources import Job
from harvest.sources.ictrp.body import age
from harvest.sources.ictrp.delivery import Delivery, prepare
from harvest.sources.ictrp.exports import Incomplete
from harvest.sources.ictrp.matching import words_of
from harvest.strategy import Strategy, distinct, rendered
from harvest.web import Answer, Verdict, generic_judge

NAME = "ictrp"
UNKNOWN = "(search unknown; add it with `harvest import ictrp FILE --searched`)"

_FULL, _OTHER = "full-export", "portal"
_PAGE = 200
_STILL = 60.0  # seconds that a file which ends too early may be at rest before it counts as cut
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".filepart", ".tmp", "~")
_general = generic_judge("json")
log = logging.getLogger("harvest.run.refresh")


def judge(answer: Answer) -> tuple[Verdict, str]:
    """It is never asked."""
    return _general(answer)


def render(search: Search, concepts: tuple[Concept, ...]) -> Strategy | None:
    """What a person pastes at the portal for a search; None where its text is for others."""
    if NAME in search.texts:
        text = search.texts[NAME]
    elif concepts:
        text = " AND ".join(_group(concept) for concept in concepts)
    else:
        return None
    return Strategy(search.name, NAME, text, (("search", text),), ())


def _group(concept: Concept) -> str:
    words = distinct((*concept.terms, *concept.own_terms(NAME), *concept.mesh))
    quoted = [f'"{word}"' if " " in word or "-" in word else word for word in words]
    return f"({' OR '.join(quoted)})"


def fetch(job: Job) -> Iterator[Event]:
    """Store the files that somebody hands in; without any, those that lie in the inbox."""
    given = [each for each in job.given if isinstance(each, Delivery)]
    if given:
        for delivery in given:
            yield from _stored(job, delivery)
    elif job.source.inbox is not None:
        yield from _inbox(job, job.source.inbox)


def _stored(job: Job, delivery: Delivery) -> Iterator[Event]:
    held = job.held.delivered
    elsewhere = frozenset().union(*(ids for name, ids in held.items() if name != NAME))
    ours = held.get(NAME, frozenset())
    now = stamp(job.clock.now())
    search, sent = _search(job.config, delivery)
    ids: set[str] = set()
    try:
        for number, body in enumerate(delivery.nameless, 1):
            yield Unreadable(NAME, "trial", f"{delivery.name}#{number}", body, "has no TrialID")
        trials = delivery.trials()
        while batch := list(islice(trials, _PAGE)):
            raws = []
            for key, (refreshed, exported), body in batch:
                ids.add(key)
                delivery.own += key in elsewhere
                kept = (
                    job.held.derived.get(key) if key in ours else job.held.copied.get((NAME, key))
                )
                if age(kept or "") > (refreshed, exported):
                    delivery.older += 1
                    continue
                raws.append(Raw(NAME, "trial", key, body, now))
            yield Page(NAME, search, tuple(raws))
            yield Progress(NAME, search, len(ids), len(delivery))
    finally:
        delivery.close()
    searched = delivery.searched
    warnings = []
    if searched and searched.on and searched.on != delivery.exported[:10]:
        warnings.append(f"searched on {searched.on}, exported on {delivery.exported[:10]}")
    if searched and searched.hits is not None and searched.hits != len(delivery):
        warnings.append(
            f"the portal announced {searched.hits:,} records, the file has {len(delivery):,} trials"
        )
    yield WalkEnd(
        source=NAME,
        kind="trial",
        search=search,
        purpose="import",
        sent=sent,
        state="complete",
        warnings=tuple(warnings),
        promised=searched.hits if searched and searched.hits is not None else len(delivery),
        ids=frozenset(ids),
        fetched=len(ids),
        data_timestamp=delivery.exported,
        cursors=delivery.cursors,
    )


def _search(config: Config, delivery: Delivery) -> tuple[str, str]:
    """By which name and with which words a file was found."""
    strategies = rendered(config, {NAME: render})
    if delivery.layout == "full export":
        kept = "\n".join(f"[{each.search}] {each.sent}" for each in strategies)
        return _FULL, f"full export of {delivery.rows:,} rows, those kept that match\n{kept}"
    if delivery.searched is None or not delivery.searched.text:
        return _OTHER, UNKNOWN
    text = delivery.searched.text
    same = (each.search for each in strategies if words_of(each.sent) == words_of(text))
    return next(same, _OTHER), text


# --- the inbox ---


def _inbox(job: Job, folder: Path) -> Iterator[Event]:
    trouble = False
    for path in _files(folder):
        seen = path.stat()
        mark = f"{seen.st_size}:{seen.st_mtime_ns}"
        if job.held.cursors.get(f"{NAME}/file/{path.name}") == mark:
            continue
        cursor = (f"file/{path.name}", mark)
        at_rest = abs(job.clock.now().timestamp() - seen.st_mtime) > _STILL
        try:
            delivery = prepare(path, job.config, NAME)
        except HarvestError as error:
            if isinstance(error, Incomplete) and not at_rest:
                log.info("%s: still being copied; the next run reads it", path)
                continue
            trouble = True
            told = str(error).replace(str(path), f"{folder.name}/{path.name}")
            # A mode or a topic that is mended makes no new file: it is looked at until it is.
            settled = (cursor,) if isinstance(error, UpstreamDataError) else ()
            yield _ended(*settled, ("trouble", "1"), error=told)
            continue
        delivery.cursors = (cursor,)
        yield from _stored(job, delivery)
    if not trouble and job.held.cursors.get(f"{NAME}/trouble") == "1":
        yield _ended(("trouble", ""))


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    try:
        found = sorted(folder.iterdir())
    except PermissionError:
        raise UsageError(f"{folder}: may not be entered; check its owner and mode") from None
    return [
        path
        for path in found
        if path.is_file()
        and not path.name.startswith(".")
        and not path.name.lower().endswith(_UNFINISHED)
    ]


def _ended(*cursors: tuple[str, str], error: str | None = None) -> WalkEnd:
    return WalkEnd(NAME, "trial", None, "import", "inbox", "complete", error=error, cursors=cursors)
