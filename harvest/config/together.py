"""Configurations that are used together: each with files, judgements and a name of its own."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from harvest.config import Config, ServeConfig
from harvest.errors import ConfigError

FOLDER = "/t/"
"""What the addresses of a topic begin with, its name behind it."""

_APART: tuple[tuple[str, Callable[[Config], object]], ...] = (
    ("[store] path", lambda config: config.store.path.resolve()),
    ("[publish] path", lambda config: config.publish.path.resolve()),
    ("[judgements] folder", lambda config: config.judgements.folder.resolve()),
)


def called(config: Config) -> str:
    """What messages call a configuration: its file."""
    return str(config.path or "the built-in configuration")


def check_apart(configs: Sequence[Config]) -> None:
    """See that no two share what each topic has of its own.

    Raises ConfigError naming both and what they share.
    """
    files = [called(config) for config in configs]
    for file in files:
        if files.count(file) > 1:
            raise ConfigError(f"{file}: is given twice; give each topic once")
    for key, of in _APART:
        owners: dict[object, Config] = {}
        for config in configs:
            place = of(config)
            other = owners.setdefault(place, config)
            if other is config:
                continue
            raise ConfigError(
                f"{called(config)}: {key}: {place} is that of {called(other)}, too; name another"
            )


def side_by_side(configs: Sequence[Config]) -> tuple[ServeConfig, tuple[Config, ...]]:
    """The settings of one server of several topics, and each topic's as it is served there.

    Host and port are those of the first; the public address is the one that all share, without the
    part of the topic. Raises ConfigError where two topics have the same name or file, or where the
    public address of one is not that of its place on this server.
    """
    check_apart(configs)
    names: dict[str, Config] = {}
    for config in configs:
        other = names.setdefault(config.topic.slug, config)
        if other is not config:
            raise ConfigError(
                f"{called(config)}: [topic] slug: {config.topic.slug} is the name of "
                f"{called(other)}, too; write another, which its addresses begin with"
            )
    base = _base_url(configs)
    served = [
        replace(
            config.serve,
            host=configs[0].serve.host,
            port=configs[0].serve.port,
            base_url=None if base is None else f"{base}{_mount(config)}",
            mount=_mount(config),
        )
        for config in configs
    ]
    return (
        replace(configs[0].serve, base_url=base),
        tuple(replace(config, serve=serve) for config, serve in zip(configs, served, strict=True)),
    )


def _mount(config: Config) -> str:
    return f"{FOLDER}{config.topic.slug}"


def _base_url(configs: Sequence[Config]) -> str | None:
    base: str | None = None
    for config in configs:
        given, mount = config.serve.base_url, _mount(config)
        if given is None:
            continue
        right = f"{given.removesuffix(mount) if base is None else base}{mount}"
        if given != right:
            raise ConfigError(
                f"{called(config)}: [serve] base_url: {given} is not where this topic is among "
                f"several; write {right}"
            )
        base = given.removesuffix(mount)
    return base
