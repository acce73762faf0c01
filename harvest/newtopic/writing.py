"""The text of a configuration: the topic's own words in the frame of the default one."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from textwrap import wrap

from harvest.config import FILE_NAME, Config, load
from harvest.config.folders import make
from harvest.errors import CannotCreate, NoPermission
from harvest.identifiers.about import about
from harvest.newtopic import Field, Idea, Topic
from harvest.packs.folders import shipped
from harvest.paths import DEFAULT_CONFIG
from harvest.slugs import slug

_FRAME = re.compile(
    r"\ncontact = [^#\n]*(?P<contact># [^\n]*)\n"
    r".*?(?P<concepts># A concept is one idea.*?)\n\n\[topic\.concepts\."
    r".*?(?P<searches># Any number of searches.*?)\n\[\[search\]\]"
    r".*?(?P<in_text># The condition may stand.*?)\n\[\[search\]\]"
    r".*?(?P<own># A search may instead.*?)\n\n"
    r"(?P<sources># Each source: .*?)\n(?P<addresses>\[sources\..*?)\n(?P<rest>\[store\].*)",
    re.DOTALL,
)
"""What of the default configuration holds for any topic: its explanations and settings."""

Notes = Mapping[tuple[Field, str, bool], str]
"""What is said behind a word or heading of a concept: what the services find for it."""


def text(topic: Topic, name: str, config: Config, today: date, notes: Notes, head: str) -> str:
    """The whole file; the services are those of ``config``, ``head`` what was checked.

    ``name`` is what the topic is called beside others, such as that of its folder.
    """
    default = DEFAULT_CONFIG.read_text("utf-8")
    frame = _FRAME.search(default)
    if frame is None:
        raise ValueError(f"{DEFAULT_CONFIG.name}: its sections are not those of a configuration")
    parts = [
        _head(topic, today, head),
        f"contact = {_quoted(config.contact)}  {frame['contact']}",
        "\n".join(_topic(topic, name)),
        frame["concepts"],
        *("\n".join(_concept(idea, notes)) for idea in topic.ideas),
        "\n".join(_searches(topic, frame)),
        frame["own"],
        f"{frame['sources']}\n{_sources(config, frame['addresses'])}",
        frame["rest"],
    ]
    return "\n\n".join(part.rstrip("\n") for part in parts) + "\n"


def _head(topic: Topic, today: date, checked: str) -> str:
    words = (
        f"Written by `harvest new` on {today}; {checked} `harvest strategy` shows the searches, "
        "`harvest strategy --counts` what each word finds, `harvest doctor` checks the rest. "
        "Relative paths start at this file's folder. A misspelt key is an error. The NCBI API key, "
        "if you have one, goes into the environment as NCBI_API_KEY, never in here."
    )
    return "\n".join([f"# {topic.title}", "#", *(f"# {line}" for line in wrap(words, 98))])


def _topic(topic: Topic, name: str) -> Iterator[str]:
    names = ", ".join(shipped())
    yield "[topic]"
    yield f"title = {_quoted(topic.title)}"
    yield f"slug = {_quoted(slug(name))}  # in addresses, where several topics are served"
    if topic.seed_trial:
        yield f"seed_trial = {_quoted(topic.seed_trial)}  # a trial that the searches must find"
    else:
        yield '# seed_trial = "…"  # a trial that the searches must find'
    yield "# What is read and shown beside what any study has; there are"
    yield f'# {names}, and folders of your own ("./mine"): docs/adding-a-pack.md'
    yield f"packs = [{', '.join(map(_quoted, topic.packs))}]"


def _concept(idea: Idea, notes: Notes) -> Iterator[str]:
    yield f"[topic.concepts.{idea.name}]"
    for key, words in (("terms", idea.terms), ("mesh", idea.mesh)):
        if words:
            yield f"{key} = ["
            width = max(len(_quoted(word)) for word in words) + 1
            for word in words:
                note = notes.get((idea.name, word, key == "mesh"), "")
                said = f"{f'{_quoted(word)},':<{width}}  # {note}" if note else f"{_quoted(word)},"
                yield f"    {said}"
            yield "]"


def _searches(topic: Topic, frame: re.Match[str]) -> Iterator[str]:
    names = ", ".join(_quoted(idea.name) for idea in topic.ideas)
    yield frame["searches"]
    yield f'[[search]]\nname = "core"\nall = [{names}]'
    if len(topic.ideas) > 1:
        yield f"\n{frame['in_text']}"
        yield f'[[search]]\nname = "in-text"\nall = [{names}]\nlook_in = {{ condition = "text" }}'


def _sources(config: Config, addresses: str) -> str:
    """The services as the default configuration has them, or those of the one that is in use."""
    if config.path is None:
        return addresses
    parts = []
    for source in config.sources.values():
        said = about(source.name)
        lines = [f"[sources.{source.name}]", f"base_url = {_quoted(source.base_url)}"]
        if source.requests_per_second != said.limit(config.api_key):
            lines.append(f"requests_per_second = {source.requests_per_second!r}")
        if not source.enabled:
            lines.append("enabled = false")
        if source.user_agent is not None:
            lines.append(f"user_agent = {_quoted(source.user_agent)}")
        if said.inbox:
            lines.append(f"inbox = {_quoted(said.inbox)}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def free(folder: Path) -> Path:
    """Where the configuration of a folder will stand.

    Raises CannotCreate if there is one already, or the folder can't be one; NoPermission if nothing
    may be written there.
    """
    file = folder / FILE_NAME
    if file.exists() or file.is_symlink():
        raise CannotCreate(f"{file}: exists already, and is never overwritten; name another folder")
    if any(each.exists() and not each.is_dir() for each in (folder, *folder.parents)):
        raise CannotCreate(f"{folder}: is not a folder; name another")
    places = (folder.absolute(), *folder.absolute().parents)
    there = next(each for each in places if each.is_dir())
    if not os.access(there, os.W_OK | os.X_OK):
        raise NoPermission(f"{folder}: no permission to write in {there}; name another folder")
    return file


def write(file: Path, content: str) -> None:
    """Write the configuration, which is not there yet, and see that it can be read.

    Raises CannotCreate if it is there by now, or OSError.
    """
    make(file.parent)
    try:
        with file.open("x", encoding="utf-8") as target:
            try:
                target.write(content)
                target.flush()
            except OSError:
                file.unlink()  # half of it would be read the next time
                raise
    except FileExistsError:
        free(file.parent)
        raise
    load(file)
