"""Keeps the generated parts of the documentation true: ``python -m harvest.docs [--write]``.

A generated part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``. Without
``--write`` nothing is changed and the exit code tells whether every part is up to date.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click

from harvest import layers, queries
from harvest.cli import cli
from harvest.errors import HarvestError
from harvest.evidence.studies.likeness.model import shipped
from harvest.export import BASE_FORMATS, FORMATS, REFERENCE_FORMATS, TABLE_FORMATS
from harvest.facets import Facet, facets
from harvest.packs import folders as packs
from harvest.packs import reading
from harvest.packs.folders import ALWAYS, using
from harvest.paths import CHECKOUT, PACKS
from harvest.publish import schema

_PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
_TARGET = re.compile(r"^([a-z-]+):.*## (.*)", re.MULTILINE)
_MEASURED = re.compile(r"^\| Registrations of one study, (\w+) \|(.*)\|$", re.MULTILINE)
_COUNTED = re.compile(r"^- registrations of one study: (.*)$", re.MULTILINE)
_DECISION = re.compile(r"^## (.+)\n\*([0-9]{4}-[0-9]{2}-[0-9]{2}) · (.+)\*$", re.MULTILINE)


def commands() -> str:
    """A table of the commands, as each one's help begins."""
    lines = ["| command | does |", "|---|---|"]
    for name, command in _commands():
        says = command.get_short_help_str(limit=200)
        lines.append(f"| [`harvest {name}`](#{anchor(f'harvest {name}')}) | {says} |")
    return "\n".join(lines)


def command_help() -> str:
    """The whole ``--help`` of every command."""
    parts = []
    for name, command in _commands():
        parts.append(_help(command, f"harvest {name}"))
        if isinstance(command, click.Group):
            parts += [
                _help(child, f"harvest {name} {key}")
                for key, child in sorted(command.commands.items())
            ]
    return "\n\n".join(parts)


def tables() -> str:
    """A table of the published tables."""
    lines = ["| table | contents |", "|---|---|"]
    lines += [
        f"| [`{table.name}`](#{anchor(table.name)}) | {table.description} |" for table in _tables()
    ]
    return "\n".join(lines)


def columns() -> str:
    """Every column of every published table."""
    parts = []
    for table in _tables():
        lines = [
            f"## {table.name}",
            "",
            table.description,
            "",
            "| column | contents |",
            "|---|---|",
        ]
        lines += [
            f"| `{column.name}` | {column.description.replace('|', chr(92) + '|')} |"
            for column in table.columns
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def query_list() -> str:
    """The saved queries, by whom they are for."""
    lines = ["| query | for | answers |", "|---|---|---|"]
    for query, folder in _queries():
        link = f"[`{query.slug}`](/db/{folder}/{query.slug}.sql)"
        lines.append(f"| {link} | {', '.join(query.audiences)} | {query.title} |")
    return "\n".join(lines)


def _queries() -> Iterator[tuple[queries.Query, str]]:
    """Each saved query of the program and the folder of its file: those of any topic first."""
    with using(()):
        everywhere = queries.load()
        known = {query.slug for query in everywhere}
    yield from ((query, "queries") for query in everywhere)
    for name in packs.shipped():
        with using((PACKS / name,)):
            more = [query for query in queries.load() if query.slug not in known]
        yield from ((query, f"packs/{name}/queries") for query in more)


def facet_list() -> str:
    """The facets of the program's packs, each pack in the order of a record's page."""
    parts = []
    for name in (ALWAYS, *packs.shipped()):
        [pack] = reading.read((PACKS / name,))
        parts += [f"## {pack.title}: `{name}`", f"{pack.about[0].upper()}{pack.about[1:]}."]
        lines = ["| facet | in words | values | vocabulary | shown |", "|---|---|---|---|---|"]
        with using(() if name == ALWAYS else (PACKS / name,)):
            described = [facet for facet in facets() if facet.file == pack.file]
        for facet in described:
            vocabulary = f"`{facet.words}`" if facet.words else "–"
            where = ", ".join(_where(facet)) or "page of the record"
            line = f"| `{facet.name}` | {facet.title} | {facet.about} | {vocabulary} | {where} |"
            lines.append(line)
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _where(facet: Facet) -> Iterator[str]:
    """Where a facet is, beside the page of a record."""
    if facet.filter:
        lists = {"trials": facet.filter.trials, "papers": facet.filter.articles}
        yield f"filter of {' and '.join(n for n, place in lists.items() if place is not None)}"
    shown = {
        "card": facet.card,
        "comparison": facet.comparison,
        "table of characteristics": facet.export,
        "reasons": facet.related,
        "evaluation": facet.gold,
    }
    yield from (name for name, view in shown.items() if view is not None)


def formats() -> str:
    """The formats in which records are taken away."""
    references, tables, bases = (
        ", ".join(f"`{name}`" for name in forms)
        for forms in (REFERENCE_FORMATS, TABLE_FORMATS, BASE_FORMATS)
    )
    endings = ", ".join(f"`.{form.ending}`" for form in FORMATS.values())
    return (
        f"* **Take away**: {references} for reference managers; {tables} for tables. On the site\n"
        f"  add the ending to a page's address ({endings}),\n"
        "  in the terminal use `harvest export`. All published tables at once: "
        f"{bases} (`harvest export --all`)."
    )


def test_folders() -> str:
    """A table of the folders of tests, as each one's first line says."""
    lines = ["| folder | contains |", "|---|---|"]
    for path in sorted((CHECKOUT / "tests").glob("*/__init__.py")):
        says = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
        lines.append(f"| `tests/{path.parent.name}` | {says.partition(chr(10))[0]} |")
    return "\n".join(lines)


def exit_codes() -> str:
    """A table of the exit codes, from the errors that end a command with them."""
    said = {0: "Done.", 1: "A mistake in the program: please report what it printed."}
    for kind in _errors(HarvestError):
        said.setdefault(kind.exit_code, (kind.__doc__ or "").splitlines()[0])
    said |= {
        130: "Interrupted from the keyboard.",
        143: "Ended by SIGTERM, as by a service manager.",
    }
    lines = [f"| {code} | {words.removesuffix('.')} |" for code, words in sorted(said.items())]
    return "\n".join(["| code | means |", "|---|---|", *lines])


def targets() -> str:
    """A table of what ``make`` does."""
    found = _TARGET.findall((CHECKOUT / "Makefile").read_text("utf-8"))
    lines = [f"| `make {name}` | {says.replace('|', chr(92) + '|')} |" for name, says in found]
    return "\n".join(["| command | does |", "|---|---|", *lines])


def decisions() -> str:
    """The decisions by subject, each with its day, from the lines below their titles."""
    found: dict[str, list[str]] = {}
    for title, day, subject in _DECISION.findall(
        (CHECKOUT / "docs/decisions.md").read_text("utf-8")
    ):
        found.setdefault(subject, []).append(f"* {day} [{title}](#{anchor(title)})")
    parts = [
        f"**{subject.capitalize()}**\n\n" + "\n".join(found[subject]) for subject in sorted(found)
    ]
    return "\n\n".join(parts)


def same_study() -> str:
    """From which probability on a pair is listed, and how many are found in the last evaluation."""
    model, quality = shipped(), (CHECKOUT / "docs/quality.md").read_text("utf-8")
    lines = ["| measure | harvest | asked | titles alone (TF-IDF) |", "|---|---|---|---|"]
    for measure, cells in _MEASURED.findall(quality):
        _, ours, asked, *_, titles = (cell.strip() for cell in cells.split("|"))
        lines.append(f"| {measure} | {ours} | {asked} | {titles} |")
    return "\n".join(
        [
            f"Listed are pairs with a probability of {model.judge.threshold:.3f} or more. "
            f"The weights were learned from {model.learned}. On the sponsors that were left out:",
            "",
            *lines,
            "",
            *(f"* {each}." for each in _COUNTED.findall(quality)),
        ]
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "commands": commands,
    "command_help": command_help,
    "tables": tables,
    "columns": columns,
    "queries": query_list,
    "formats": formats,
    "facets": facet_list,
    "layers": layers.table,
    "test_folders": test_folders,
    "exit_codes": exit_codes,
    "targets": targets,
    "decisions": decisions,
    "same_study": same_study,
}

FILES: Mapping[str, Callable[[], str]] = {"docs/images/architecture.svg": layers.picture}
"""Files that are generated whole."""


def render(text: str) -> str:
    """The text with each generated part made anew. Raises KeyError for an unknown part."""
    return _PART.sub(lambda match: f"{match[1]}{PARTS[match[2]]()}\n{match[3]}", text)


def pages() -> list[Path]:
    """The documents that may hold generated parts."""
    top = (CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md"))
    return [*top, *sorted((CHECKOUT / "docs").glob("*.md"))]


def anchor(title: str) -> str:
    """The name that a page gives a heading, as the common renderers of Markdown make it."""
    plain = re.sub(r"<[^>]+>|[^\w\s-]", "", title.lower())
    return re.sub(r"\s", "-", plain.strip())


def main(arguments: list[str]) -> int:
    """Rewrite what is out of date, or only name it; 1 if something is and was not rewritten."""
    stale = {page: text for page, text in _generated() if _held(page) != text}
    if "--write" in arguments:
        for page, text in stale.items():
            page.write_text(text, "utf-8")
        return 0
    for page in stale:
        click.echo(
            f"{page.relative_to(CHECKOUT)}: generated parts are out of date; run `make docs`"
        )
    return 1 if stale else 0


def _generated() -> Iterator[tuple[Path, str]]:
    """Every document that is generated, in part or whole, as it should be."""
    for page in pages():
        yield page, render(page.read_text("utf-8"))
    for name, make in FILES.items():
        yield CHECKOUT / name, make()


def _held(page: Path) -> str | None:
    return page.read_text("utf-8") if page.is_file() else None


def _errors(kind: type[HarvestError]) -> Iterator[type[HarvestError]]:
    """The errors below one, each before those that are special cases of it."""
    for each in kind.__subclasses__():
        yield each
        yield from _errors(each)


def _commands() -> list[tuple[str, click.Command]]:
    context = click.Context(cli)
    found = [(name, cli.get_command(context, name)) for name in cli.list_commands(context)]
    return [(name, command) for name, command in found if command is not None]


def _help(command: click.Command, path: str) -> str:
    # The settings of the whole program: click keeps the help option that is asked for first.
    context = click.Context(
        command,
        info_name=path,
        max_content_width=88,
        terminal_width=88,
        help_option_names=list(cli.context_settings["help_option_names"]),
    )
    return f"### {path}\n\n```\n{command.get_help(context)}\n```"


def _tables() -> list[schema.Table]:
    return [table for table in schema.read() if not table.virtual]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
