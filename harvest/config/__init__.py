"""The configuration: config.toml and the environment, read once into frozen dataclasses.

The file is checked whole before anything runs: an unknown key, a wrong type or an impossible value
is a ConfigError of one line. The only secret, the NCBI API key, comes from the environment and is
never part of a message.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, cast

from harvest import slugs
from harvest.config.changes import ChangesConfig, read_changes
from harvest.config.desk import Desk, read_desk
from harvest.config.packs import read_packs
from harvest.config.reader import Table, is_loopback, listed, nearest, read_toml
from harvest.config.serve import PublicSql, ServeConfig, read_serve
from harvest.config.subscriptions import Subscriptions, read_subscriptions
from harvest.errors import ConfigError
from harvest.identifiers import trials_in
from harvest.identifiers.about import About, about, configured, searched
from harvest.packs.folders import Folders, default
from harvest.paths import DEFAULT_CONFIG
from harvest.query_dates import range_problem

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_WORK, _PUBLIC = "the private work database of [store]", "the public file of [publish]"
FILE_NAME = "config.toml"
"""What the configuration is called in the folder that a command is started in."""

Abstracts = Literal["full", "teaser", "none"]
Area = Literal["cond", "intr", "text", "term"]

AREAS: Mapping[str, Area] = {"condition": "cond", "therapy": "intr"}
"""Where a registry with fields looks for a concept of that name, unless it says otherwise."""
_AREA_NAMES = ("cond", "intr", "text", "term")


@dataclass(frozen=True, slots=True)
class Concept:
    """Words for one idea; any of them will do.

    ``area`` is where a registry with fields looks for it: ``cond``, ``intr``, ``text`` (summary and
    description) or ``term`` (anything), by the key ``clinicaltrials``; ``own`` are words that only
    one source gets, by the keys ``<source>_terms``.
    """

    name: str
    terms: tuple[str, ...]
    mesh: tuple[str, ...]
    area: Area = "term"
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def own_terms(self, source: str) -> tuple[str, ...]:
        """The words that only this source gets."""
        return self.own.get(source, ())


@dataclass(frozen=True, slots=True)
class Topic:
    """What the base is about."""

    title: str
    seed_trial: str | None
    concepts: tuple[Concept, ...]
    asked: tuple[tuple[str, ...], ...] = ()  # names of concepts that a search asks for together
    packs: Folders = field(default_factory=default)
    """The folders of the packs beside that of every topic"""
    slug: str = ""
    """What it is called in addresses, where several are served together"""

    def concept(self, name: str) -> Concept:
        """The concept of that name; KeyError if there is none."""
        for concept in self.concepts:
            if concept.name == name:
                return concept
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Search:
    """One search: concepts that must all be met, or the text for each source itself.

    ``texts`` are those texts by source; ``look_in`` says of a concept that registries with fields
    shall look for it elsewhere than usual.
    """

    name: str
    all: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    look_in: Mapping[str, Area] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """One registry: where it is, how fast it may be asked, and by what name we ask.

    ``user_agent`` None is our own name; "" sends no such header at all. ``inbox`` is the folder,
    absolute, that need not exist, in which files of it are looked for; None for one that is asked.
    """

    name: str
    base_url: str
    requests_per_second: float
    enabled: bool = True
    user_agent: str | None = field(default=None, repr=False)
    inbox: Path | None = None


@dataclass(frozen=True, slots=True)
class StoreConfig:
    """The private work database; absolute path."""

    path: Path


@dataclass(frozen=True, slots=True)
class PublishConfig:
    """The public file, absolute path, and what it may lose against the file before.

    ``parquet`` is the folder, absolute, that gets each publication as Parquet; None for none.
    """

    path: Path
    max_shrink_percent: float = 10.0
    abstracts: Abstracts = "full"
    full_text: Abstracts = "teaser"
    max_null_jump_percent: float = 20.0
    parquet: Path | None = None


@dataclass(frozen=True, slots=True)
class JudgementsConfig:
    """Where persons' verdicts and corrections stand; absolute path, which need not exist."""

    folder: Path


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration. ``path`` is None where there is no file and the defaults hold."""

    path: Path | None
    contact: str = field(repr=False)
    topic: Topic
    searches: tuple[Search, ...]
    sources: Mapping[str, SourceConfig]
    store: StoreConfig
    publish: PublishConfig
    serve: ServeConfig
    changes: ChangesConfig
    judgements: JudgementsConfig
    api_key: str | None = field(default=None, repr=False)
    subscriptions: Subscriptions | None = None
    desk: Desk = field(default_factory=Desk)


def load(path: Path | None = None, env: Mapping[str, str] = os.environ) -> Config:
    """Read the configuration from ``path``, else HARVEST_CONFIG, else ./config.toml.

    Where none is named and none lies here, the configuration that comes with the program holds, as
    though it lay here.

    Raises ConfigError, or NoPermission where the file may not be read.
    """
    named = path or (Path(env["HARVEST_CONFIG"]) if env.get("HARVEST_CONFIG") else None)
    file = named or Path(FILE_NAME)
    absent = named is None and not os.path.lexists(file)
    root = Table(
        file,
        "",
        read_toml(DEFAULT_CONFIG if absent else file),
        (
            *("contact", "topic", "search", "sources"),
            *("store", "publish", "serve", "changes", "judgements", "subscriptions", "desk"),
        ),
    )
    topic = _topic(root)
    searches = _searches(root, topic)
    api_key = _api_key(env)
    store = StoreConfig(root.table("store", ("path",)).path("path", "db/build/harvest.db"))
    return Config(
        path=None if absent else file.absolute(),
        contact=_contact(root),
        topic=replace(topic, asked=tuple(dict.fromkeys(s.all for s in searches if s.all))),
        searches=searches,
        sources=_sources(root, api_key),
        store=store,
        publish=(publish := _publish(root, store)),
        serve=(serve := read_serve(root)),
        changes=read_changes(root),
        judgements=JudgementsConfig(
            root.table("judgements", ("folder",)).folder("folder", "judgements")
        ),
        api_key=api_key,
        subscriptions=read_subscriptions(
            root, serve.base_url, {_WORK: store.path, _PUBLIC: publish.path}
        ),
        desk=read_desk(root),
    )


def write_default() -> Path:
    """Put the configuration that comes with the program into the current folder, to be edited.

    Raises OSError, also where there is one already.
    """
    file = Path(FILE_NAME).absolute()
    with file.open("xb") as target:
        try:
            target.write(DEFAULT_CONFIG.read_bytes())
            target.flush()
        except OSError:
            file.unlink()  # half of it would be read the next time
            raise
    return file


def _contact(root: Table) -> str:
    return root.mail_address("contact", "write name@host.tld, or leave it empty")


def _api_key(env: Mapping[str, str]) -> str | None:
    key = env.get("NCBI_API_KEY", "")
    if not key:
        return None
    if not re.fullmatch(r"[0-9A-Za-z_-]{36}", key):
        raise ConfigError(
            "environment: NCBI_API_KEY: is not the 36 letters and digits of an NCBI API key; "
            "copy it again without spaces or line breaks, or unset the variable"
        )
    return key


def _topic(root: Table) -> Topic:
    table = root.table("topic", ("title", "slug", "seed_trial", "packs", "concepts"))
    title = table.text("title")
    seed = table.text("seed_trial", "") or None
    if seed and [found.id for found in trials_in(seed)] != [seed]:
        table.wrong(
            "seed_trial", "is not a trial number as its registry writes it; write e.g. NCT03626090"
        )
    slug = table.text("slug", "") or slugs.slug(title)
    if not _SLUG.fullmatch(slug):
        table.wrong("slug", "small letters, digits and hyphens only; write e.g. asthma")
    concepts = table.table("concepts", None)
    of_concepts = tuple(_concept(concepts, name) for name in concepts.values)
    return Topic(title, seed, of_concepts, packs=read_packs(table), slug=slug)


def _concept(concepts: Table, name: str) -> Concept:
    concepts.check_name(name, name)
    own = {f"{each.name}_terms": each.name for each in searched()}
    table = concepts.table(name, ("terms", "mesh", "clinicaltrials", *own))
    plain = "write plain words; quotes and field tags are added for each service"
    terms = table.texts("terms", '"[]\\', plain)
    alone = {own[key]: table.texts(key, '"[]\\*', plain) for key in own if key in table.values}
    mesh = table.texts("mesh", '"[]\\*', "write the name of the MeSH descriptor alone")
    if not terms and not mesh:
        table.wrong("terms", 'is missing or empty; list the words for it, e.g. ["first", "second"]')
    area = table.choice("clinicaltrials", AREAS.get(name, "term"), _AREA_NAMES)
    return Concept(name, terms, mesh, cast("Area", area), alone)


def _searches(root: Table, topic: Topic) -> tuple[Search, ...]:
    searches: list[Search] = []
    keys = ("name", "all", "look_in", *(each.name for each in searched()))
    for table in root.tables("search", keys):
        search = _search(table, topic)
        if search.name.lower() in {other.name.lower() for other in searches}:
            table.wrong("name", f'"{search.name}" is used twice; give each search its own name')
        searches.append(search)
    if not searches:
        root.wrong("search", 'no search is given; add [[search]] with name = "core" and all = […]')
    return tuple(searches)


def _search(table: Table, topic: Topic) -> Search:
    name = table.name_text("name")
    concepts = table.texts("all")
    sources = [each.name for each in searched()]
    own = {key: text for key in sources if (text := table.query(key))}
    if bool(concepts) == bool(own):
        table.wrong(
            "all",
            "a search needs either all = [concepts] or a text of its own for "
            f"{listed(sources)}; give one of the two",
        )
    known = [concept.name for concept in topic.concepts]
    for concept in concepts:
        if concept not in known:
            guess = nearest(concept, known)
            cure = f"did you mean {guess}?" if guess else f"known: {listed(known)}"
            table.wrong("all", f"unknown concept [topic.concepts.{concept}]; {cure}")
    if len(set(concepts)) < len(concepts):
        table.wrong("all", "names a concept twice; name each once")
    for key, text in own.items():
        if problem := range_problem(text):
            table.wrong(key, problem)
    places = table.table("look_in", concepts)
    look_in = {each: cast("Area", places.choice(each, "", _AREA_NAMES)) for each in places.values}
    return Search(name, concepts, own, look_in)


def _sources(root: Table, api_key: str | None) -> Mapping[str, SourceConfig]:
    section = root.table("sources", [each.name for each in configured()])
    if not section.values:
        root.wrong("sources", "no source is given; add [sources.clinicaltrials] with its base_url")
    keys = ("base_url", "requests_per_second", "enabled", "user_agent")
    return {
        name: _source(section.table(name, (*keys, *(["inbox"] * bool(said.inbox)))), said, api_key)
        for name, said in ((name, about(name)) for name in section.values)
    }


def _source(table: Table, said: About, api_key: str | None) -> SourceConfig:
    base_url = table.url("base_url", said.base_url)
    limit = said.limit(api_key)
    rate = table.number("requests_per_second", limit, 0.01, 1000)
    if rate > limit and not is_loopback(base_url):
        more = ""
        if said.rate_with_key > limit:
            more = f", or up to {said.rate_with_key:g} with NCBI_API_KEY set"
        table.wrong(
            "requests_per_second",
            f"{rate:g} is more than the service allows; write {limit:g} or less{more}",
        )
    agent = table.header("user_agent")
    inbox = table.folder("inbox", said.inbox) if said.inbox else None
    return SourceConfig(said.name, base_url, rate, table.flag("enabled", True), agent, inbox)


def _publish(root: Table, store: StoreConfig) -> PublishConfig:
    keys = (
        "path",
        "max_shrink_percent",
        "abstracts",
        "full_text",
        "max_null_jump_percent",
        "parquet",
    )
    table = root.table("publish", keys)
    much = ("full", "teaser", "none")
    return PublishConfig(
        path=table.path("path", "db/build/evidence.db", {_WORK: store.path}),
        max_shrink_percent=table.number("max_shrink_percent", 10, 0, 100),
        abstracts=cast("Abstracts", table.choice("abstracts", "full", much)),
        full_text=cast("Abstracts", table.choice("full_text", "teaser", much)),
        max_null_jump_percent=table.number("max_null_jump_percent", 20, 0, 100),
        parquet=table.folder("parquet", "") if table.text("parquet", "") else None,
    )


__all__ = [
    "AREAS",
    "Abstracts",
    "Area",
    "ChangesConfig",
    "Concept",
    "Config",
    "Desk",
    "JudgementsConfig",
    "PublicSql",
    "PublishConfig",
    "Search",
    "ServeConfig",
    "SourceConfig",
    "StoreConfig",
    "Subscriptions",
    "Topic",
    "is_loopback",
    "load",
    "write_default",
]
