"""What is stale follows from the code: a digest over the modules and data that a step reaches.

A step (reading a registry's records, extracting facets, publishing …) is named by the modules that
it begins in. Their imports inside the package are followed from the source, those made inside a
function too; of a package of which only a submodule is imported, its ``__init__`` counts and what
that imports does not. The data of a module are the paths that its code spells out:
``DB / "links"``, ``PACKAGE / "sources"`` and ``Path(__file__).with_name("weights.json")`` name
what is read and what is asked here alike; of a folder, every file counts.

The packages of ``HARVEST_SOURCES`` belong to the program as those of ``harvest/sources`` do. Who
reads packs is made from those in use, too: which they are, and the files of those of a user's own.

Comments, docstrings and blank lines do not count, nor do the number of the version and which Python
runs. A step outside the package counts by its name alone.
"""

import re
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from harvest.packs.folders import files, in_use, own
from harvest.paths import DB, PACKAGE, added_sources

_TOKEN = re.compile(
    r"""(?:"{3}(?:[^\\]|\\.)*?"{3}|'{3}(?:[^\\]|\\.)*?'{3}|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"|\#[^\n]*",
    re.DOTALL,
)
_LINE_START = re.compile(r"(?:^|(?<=\n))[ \t]*[rR]?$")
_LINE_END = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|$)")
_BLANK = re.compile(r"[ \t]+(?=\n)|\n(?=[ \t]*\n)")
_FOR_TYPES = re.compile(r"^([ \t]*)if TYPE_CHECKING:\n(?:\1[ \t]+[^\n]*\n|\n)+", re.MULTILINE)
_IMPORT = re.compile(
    r"[ \t]*(?:from[ \t]+([.\w]+)[ \t]+import[ \t]*(\([^)]*\)|[^\n;]+)|import[ \t]+([^\n;]+))"
)
_NAME = re.compile(r"([.\w]+|\*)(?:\s+as\s+\w+)?")
_STEPS = r"""((?:\s*/\s*"[^"\n]*")*)"""
_SHARED = re.compile(r"\bDB\b" + _STEPS)
_PROGRAM = re.compile(r"\bPACKAGE\b" + _STEPS)
_OWN = re.compile(
    r"""\bPath\(__file__\)(?:\.resolve\(\))?\.(?:with_name\("([^"\n]*)"\)|parent\b(?!\.))"""
    + _STEPS
)
_PART = re.compile(r'"([^"\n]*)"')


class Code(NamedTuple):
    """A module's source: ``text`` without what says nothing to Python, ``bare`` without strings."""

    text: str
    bare: str


class Closure(NamedTuple):
    """What a step is made from: files by the name that tells them apart on every machine."""

    modules: dict[str, Path]
    data: dict[str, Path]


def digest(*steps: str, package: Path = PACKAGE, db: Path = DB) -> str:
    """What the steps that begin in these modules are made from; the same text, the same code."""
    whole, reads_packs = _digest(steps, package, db, added_sources())
    if not reads_packs:
        return whole
    packs = sha256(whole.encode())
    for folder in in_use():
        packs.update(f"{folder.name}\n".encode())
        for path in files(folder) if own([folder]) else ():
            body = path.read_bytes()
            packs.update(f"{path.relative_to(folder).as_posix()} {len(body)}\n".encode() + body)
    return packs.hexdigest()[:32]


@cache
def _digest(
    steps: tuple[str, ...], package: Path, db: Path, added: tuple[Path, ...]
) -> tuple[str, bool]:
    del added  # what is there now: another answer for other folders
    found = closure(*steps, package=package, db=db)
    whole = sha256(" ".join(steps).encode())
    for name, path in sorted(found.modules.items()):
        if name != f"{package.name}.version":
            whole.update(f"{name}\n{code(path).text}\n".encode())
    for name, path in sorted(found.data.items()):
        body = path.read_bytes()
        whole.update(f"{name} {len(body)}\n".encode() + body)
    return whole.hexdigest()[:32], any(name.startswith("db/packs/") for name in found.data)


def closure(*steps: str, package: Path = PACKAGE, db: Path = DB) -> Closure:
    """The modules that the steps reach by their imports, and the data that these read."""
    found = Closure({}, {})
    followed: set[str] = set()
    due = list(steps)
    while due:
        module = due.pop()
        path = _file(module, package)
        if module in followed or path is None:
            continue
        followed.add(module)
        names = module.split(".")
        for end in range(1, len(names) + 1):
            name = ".".join(names[:end])
            if (file := _file(name, package)) is not None:
                found.modules[name] = file
        due += _imported(module, path, package)
        for name, file in _data(path, package, db):
            found.data[name] = file
    return found


def _file(module: str, package: Path) -> Path | None:
    top, *rest = module.split(".")
    if top != package.name:
        return None
    own = _in(package.joinpath(*rest))
    if own is None and rest[:1] == ["sources"] and len(rest) > 1:
        there = (_in(folder.joinpath(*rest[1:])) for folder in added_sources())
        return next(filter(None, there), None)
    return own


@cache
def _in(place: Path) -> Path | None:
    for path in (place / "__init__.py", place.with_name(f"{place.name}.py")):
        if path.is_file():
            return path
    return None


@cache
def _imported(module: str, path: Path, package: Path) -> tuple[str, ...]:
    """The modules that a module imports from, of the package or not."""
    here = module.split(".") if path.name == "__init__.py" else module.split(".")[:-1]
    found: list[str] = []
    for base, names, plain in _imports(code(path).bare):
        for name in _NAME.findall(names or plain):
            if plain:
                parts = name.split(".")
                found += (".".join(parts[:end]) for end in range(1, len(parts) + 1))
                continue
            above = len(base) - len(base.lstrip("."))
            start = here[: len(here) - above + 1] if above else []
            whole = ".".join([*start, *filter(None, base.lstrip(".").split("."))])
            submodule = f"{whole}.{name}"
            found.append(submodule if _file(submodule, package) else whole)
    return tuple(dict.fromkeys(found))


def _imports(bare: str) -> Iterator[tuple[str, str, str]]:
    """Each import statement: where from and what, or the modules of a plain ``import``."""
    if "TYPE_CHECKING" in bare:
        bare = _FOR_TYPES.sub("", bare)
    place = bare.find("import")
    while place >= 0:
        start = max(bare.rfind(mark, 0, place) for mark in "\n;:") + 1
        statement = _IMPORT.match(bare, start)
        if statement:
            yield statement[1] or "", statement[2] or "", statement[3] or ""
        place = bare.find("import", max(place + 1, statement.end() if statement else 0))


def _data(path: Path, package: Path, db: Path) -> Iterator[tuple[str, Path]]:
    """The data files that a module's code spells out."""
    text = code(path).text
    places = [
        (place, f"db/{place.relative_to(db).as_posix()}")
        for steps in (_SHARED.findall(text) if "DB" in text else ())
        if steps
        for place in [db.joinpath(*_PART.findall(steps))]
    ]
    places += [
        (package.joinpath(*parts), Path(*parts).as_posix())
        for steps in (_PROGRAM.findall(text) if "PACKAGE" in text else ())
        if (parts := _PART.findall(steps))
    ]
    places += [
        (place, _named(place, package))
        for name, steps in (_OWN.findall(text) if "__file__" in text else ())
        if name or steps
        for place in [path.parent.joinpath(*filter(None, [name]), *_PART.findall(steps))]
    ]
    if any(place == package / "sources" for place, _ in places):
        places += [(folder, "sources") for folder in added_sources()]
    for place, name in places:
        if place.is_file():
            yield name, place
        for file in sorted(place.rglob("*")) if place.is_dir() else ():
            if file.is_file() and file.suffix not in {".py", ".pyc"} and file.name[0] != ".":
                yield f"{name}/{file.relative_to(place).as_posix()}", file


def _named(place: Path, package: Path) -> str:
    """A file or folder by the name that tells it apart on every machine."""
    for root, name in ((package, "."), *((folder, "sources") for folder in added_sources())):
        if place.is_relative_to(root):
            return Path(name, place.relative_to(root)).as_posix()
    raise ValueError(f"{place}: lies outside of the program")


@cache
def code(path: Path) -> Code:
    """The source of a module without comments, docstrings, blank lines and ends of lines."""
    source = path.read_text("utf-8")
    texts: list[str] = []
    bare: list[str] = []
    piece = ""
    depth = end = 0

    def close(last: str) -> None:
        kept = _BLANK.sub("", piece)
        texts.extend((kept, last))
        bare.extend((kept, '""' if last else ""))

    for token in _TOKEN.finditer(source):
        between = source[end : token.start()]
        end = token.end()
        depth += sum(map(between.count, "([{")) - sum(map(between.count, ")]}"))
        piece += between
        if token[0].startswith("#"):
            continue
        alone = not depth and _LINE_START.search(source, max(0, token.start() - 99), token.start())
        if alone and _LINE_END.match(source, end):
            piece = piece.rstrip("rR") if piece.endswith(("r", "R")) else piece
            continue
        close(token[0])
        piece = ""
    piece += source[end:]
    close("")
    return Code("".join(texts).strip(), "".join(bare).replace("\\\n", " "))
