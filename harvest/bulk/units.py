"""What is read together: a file, or those files of a folder or an archive that belong together."""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from harvest.bulk.addresses import Address
from harvest.bulk.manifest import MANIFEST, PARTS, PLAN
from harvest.errors import UsageError
from harvest.sources import Source
from harvest.sources.files import Place

_ARCHIVE = re.compile(r"(.+?)(?:\.json)?\.zip")
_FEW = 200
"""Files of a unit on average, below which larger units are made: each costs a file a table."""
_File = TypeVar("_File")
_MD5 = re.compile(r"\b([0-9a-fA-F]{32})\b")


class Member(NamedTuple):
    """A member of a zip archive: where it begins, how it is packed, and what it has to be then."""

    name: str
    offset: int
    packed: int
    method: int
    size: int
    crc: int


class Unit(NamedTuple):
    """One immutable piece of input, and what the lake calls it.

    ``files`` are names below ``root``; or ``members`` are those of the archive that ``root`` is.
    ``group`` names the series, folder or archive that it is of. ``md5`` is what the registry says
    of it, or what an archive's list of contents says of its members; None where nothing says it
    before it is read, "" where the registry's word can't be read.
    """

    source: str
    name: str
    group: str
    root: Address
    files: tuple[str, ...]
    members: tuple[Member, ...]
    md5: str | None
    size: int
    series: int
    number: int

    @property
    def told(self) -> str:
        """The file, as a message names it."""
        if self.members:
            return f"{self.root.name} ({self.name})"
        return self.files[0] if len(self.files) == 1 else f"{self.root.name} ({self.name})"


class Input(NamedTuple):
    """The units of a folder, a file or an archive; ``groups`` of which it has all."""

    units: list[Unit]
    whole: frozenset[str]
    bad: dict[str, str]
    """Files that can't be taken apart, each with the reason"""


def found(source: Source, root: Address) -> Input:
    """The units in a folder, a file or an archive. Raises UsageError if there is none."""
    assert source.bulk is not None
    if _ARCHIVE.fullmatch(root.name) and root.exists():
        result = _in_archive(source, root)
        if not result.units and not result.bad:
            raise UsageError(f"{root.text}: no record of {source.title} in it")
        return result
    if root.is_folder():
        return _in_folder(source, root)
    if not root.exists():
        raise UsageError(f"{root.text}: not found")
    place = source.bulk.place(root.name)
    if place is None:
        raise UsageError(f"{root.text}: not a file of {source.title} that can be read")
    folder = Address(root.text.rpartition("/")[0])
    sizes = {root.name: root.size()}
    if (folder / f"{root.name}.md5").exists():
        sizes[f"{root.name}.md5"] = 0
    return _grouped(source, folder, sizes)


def _in_folder(source: Source, root: Address) -> Input:
    files = _without_lakes(root.files())
    archives = [name for name in files if _ARCHIVE.fullmatch(name.rpartition("/")[2])]
    result = _grouped(source, root, files)
    bad = dict(result.bad)
    units, whole = list(result.units), set(result.whole)
    for name in archives:
        more = _in_archive(source, root / name)
        units += more.units
        whole |= more.whole
        bad |= more.bad
    if not units and not bad:
        raise UsageError(f"{root.text}: no file of {source.title} in it that can be read")
    return Input(units, frozenset(whole), bad)


def _without_lakes(files: Mapping[str, int]) -> dict[str, int]:
    """The files but for those of lakes: one that is made beside its input is none of it."""
    homes = [path.removesuffix(PLAN) for path in files if f"/{path}".endswith(f"/{PLAN}")]
    own = tuple(f"{home}{part}" for home in homes for part in (PLAN, f"{MANIFEST}/", f"{PARTS}/"))
    return {path: size for path, size in files.items() if not path.startswith(own)}


def _grouped(source: Source, root: Address, files: Mapping[str, int]) -> Input:
    """The units of loose files, by their paths below ``root``."""
    assert source.bulk is not None
    places = [
        (place, path)
        for path in files
        if (place := source.bulk.place(path.rpartition("/")[2])) is not None
    ]
    said = _sums(root, [path for path in files if path.endswith(".md5")])
    units = []
    for place, paths in _sized([each for each in places if not each[0].coarser]).items():
        if len(paths) > 1:
            raise UsageError(
                f"{root.text}: two files of one name, {paths[0]} and {paths[1]}; keep one of them"
            )
        group = str(place.series) if place.series else place.unit
        md5 = said.get(f"{paths[0]}.md5")
        rest = (tuple(paths), (), md5, files[paths[0]], place.series, place.number)
        units.append(Unit(source.name, place.unit, group, root, *rest))
    stem = _stem(root.name)
    parts = _sized([each for each in places if each[0].coarser])
    for place, paths in parts.items():
        size = sum(files[path] for path in paths)
        rest = (tuple(paths), (), None, size, place.series, place.number)
        units.append(Unit(source.name, f"{stem}-{place.unit}", stem, root, *rest))
    return Input(units, frozenset({stem} if parts else ()), {})


def _sized(places: Sequence[tuple[Place, _File]]) -> dict[Place, list[_File]]:
    """Files by the place where they belong, in units so large that they pay."""
    depth = max((len(place.coarser) for place, _ in places), default=0)
    for level in range(depth + 1):
        found: dict[Place, list[_File]] = {}
        for place, file in places:
            names = (place.unit, *place.coarser)
            found.setdefault(Place(names[level], place.series, place.number), []).append(file)
        if len(places) >= _FEW * len(found):
            break
    return found if places else {}


def _in_archive(source: Source, root: Address) -> Input:
    """The units of a zip archive: its list of contents says what is in them and how it sums up.

    Beside files of one record each, what else is in it tells of the archive.
    """
    assert source.bulk is not None
    shaped = _ARCHIVE.fullmatch(root.name)
    stem = _stem(shaped[1] if shaped else root.name)
    places: list[tuple[Place, Member]] = []
    try:
        with root.open() as file, zipfile.ZipFile(file) as archive:
            size = file.seek(0, io.SEEK_END)
            for listed in archive.infolist():
                if not 0 <= listed.header_offset < size:
                    raise zipfile.BadZipFile(f"{listed.filename} is not within it")
                name = listed.filename.replace("\\", "/")  # as some programs on Windows write it
                place = source.bulk.place(name.rpartition("/")[2])
                if place is not None:
                    packed = (listed.header_offset, listed.compress_size, listed.compress_type)
                    member = Member(name, *packed, listed.file_size, listed.CRC)
                    places.append((place, member))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:
        return Input([], frozenset(), {root.name: f"not a whole zip archive ({error})"})
    units = []
    parts = [each for each in places if each[0].coarser]
    for place, members in _sized(parts or places).items():
        members.sort()
        sums = hashlib.md5(usedforsecurity=False)
        for each in members:
            sums.update(f"{each.name} {each.crc:08x} {each.size}\n".encode())
        size = sum(each.packed for each in members)
        rest = ((), tuple(members), sums.hexdigest(), size, place.series, place.number)
        units.append(Unit(source.name, f"{stem}-{place.unit}", stem, root, *rest))
    return Input(units, frozenset({stem} if units else ()), {})


def _stem(name: str) -> str:
    """What the units of a folder or an archive are called by, as a name of files."""
    return re.sub(r"[^\w.-]+", "_", name)


def _sums(root: Address, paths: Sequence[str]) -> dict[str, str]:
    """What the ``.md5`` files say; "", which no file has, where that can't be read."""
    found = {}
    for path, body in root.read_all(paths).items():
        match = _MD5.search(body.decode("ascii", "replace"))
        found[path] = match[1].lower() if match else ""
    return found


def contents(unit: Unit) -> Iterator[tuple[str, Address]]:
    """The loose files of a unit, by name, in order."""
    for path in unit.files:
        yield path.rpartition("/")[2], unit.root / path


def distinct(units: Sequence[Unit]) -> list[Unit]:
    """The units, each once, in the order of their names. Raises UsageError if two differ."""
    seen: dict[tuple[str, str], Unit] = {}
    for unit in units:
        other = seen.setdefault((unit.source, unit.name), unit)
        if other is not unit and (other.md5 is None or other.md5 != unit.md5):
            raise UsageError(
                f"two files are called {unit.name}: in {other.root.text} and {unit.root.text}; "
                "keep one of them, or give the other folder or archive another name"
            )
    return [seen[key] for key in sorted(seen)]
