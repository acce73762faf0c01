"""A source walking against a stand-in: a job to walk with, and what its events come to."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from harvest.config import load
from harvest.records import Absent, Event, Held, Page, Raw, Undelivered, Unreadable, WalkEnd
from harvest.sources import Job, Source
from harvest.standin import StandIn
from harvest.web import Door, user_agent
from tests.helpers.clock import FakeClock
from tests.helpers.sources.addresses import at_any_pace

KEY = "0123456789abcdef0123456789abcdef0123"
CONTACT = "someone@example.org"


@contextmanager
def job(
    folder: Path,
    standin: StandIn,
    source: Source,
    *,
    held: Held | None = None,
    searches: Mapping[str, str] | None = None,
    clock: FakeClock | None = None,
    full: bool = False,
    key: str | None = None,
    concepts: Mapping[str, str] | None = None,
) -> Iterator[Job]:
    """A job of ``source`` against the stand-in; ``searches``: name → text for PubMed.

    ``concepts``: name → its lines in config.toml, which search "core" then asks for together.
    """
    clock = clock or FakeClock()
    lines = [f'contact = "{CONTACT}"', '[topic]\ntitle = "Cells"']
    for name, words in (concepts or {"condition": "terms = ['liver']"}).items():
        lines.append(f"[topic.concepts.{name}]\n{words}")
    if concepts:
        lines.append(f"[[search]]\nname = 'core'\nall = {list(concepts)}")
    lines += (
        f"[[search]]\nname = '{name}'\npubmed = '{term}'" for name, term in (searches or {}).items()
    )
    lines.append(at_any_pace(standin))
    path = folder / "config.toml"
    path.write_text("\n".join(lines))
    config = load(path, {"NCBI_API_KEY": key} if key else {})
    settings = config.sources[source.name]
    with Door(
        settings.base_url,
        requests_per_second=settings.requests_per_second,
        judge=source.judge,
        user_agent=user_agent(),
        lock_dir=folder / "limits",
        clock=clock,
        random=Random(1),
        secrets=tuple(filter(None, (config.api_key, config.contact))),
    ) as door:
        today = clock.now().date()
        yield Job(config, settings, held or Held(), door, today, full, clock)


@dataclass
class Came:
    """What a walk reported."""

    raws: dict[str, Raw] = field(default_factory=dict)
    pages: list[Page] = field(default_factory=list)
    ends: list[WalkEnd] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    undelivered: list[str] = field(default_factory=list)

    def end(self, purpose: str, search: str | None = None) -> WalkEnd:
        """The end of the one walk of that purpose."""
        (end,) = (
            e for e in self.ends if e.purpose == purpose and (search is None or e.search == search)
        )
        return end


def came(events: Iterable[Event]) -> Came:
    """Walk to the end and sort what came."""
    result = Came()
    for event in events:
        match event:
            case Page():
                result.pages.append(event)
                for raw in event.raws:
                    assert raw.id not in result.raws, f"{raw.id} travelled twice"
                    result.raws[raw.id] = raw
            case WalkEnd():
                result.ends.append(event)
            case Absent():
                result.absent.append(event.id)
            case Unreadable():
                result.unreadable.append(event)
            case Undelivered():
                result.undelivered.append(event.id)
            case _:
                pass
    return result
