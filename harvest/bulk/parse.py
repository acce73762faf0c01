"""One unit, from its files to its parts: what a worker does. No state is shared with any other."""

import errno
import gzip
import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO, NamedTuple, cast

from harvest import staleness
from harvest.bulk import columns
from harvest.bulk.addresses import Address
from harvest.bulk.manifest import Row, folder
from harvest.bulk.parts import Parts
from harvest.bulk.rawfile import RawWriter
from harvest.bulk.rows import Home, key_of, write
from harvest.bulk.units import Member, Unit, contents
from harvest.errors import StorageError, UpstreamDataError
from harvest.sources import Source, all_sources
from harvest.sources.files import Bulk, Deletion, Piece

_CHUNK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LOCAL = struct.Struct("<4s22xHH")  # before a member: the lengths of its name and of extra data
_SIGNATURE = b"PK\x03\x04"
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_LONGEST_MEMBER = 64 << 20
_DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error, zipfile.BadZipFile)


class Parsed(NamedTuple):
    """What came of a unit: its row, or why there is none; ``full`` if no other will do better."""

    unit: Unit
    row: Row | None
    problem: str = ""
    full: bool = False


def read_by(source: Source) -> str:
    """What the parts of a source's units are made by: another text, and they have to be read anew.

    The code that cuts, reads and writes, and the columns; nothing of how it is spread over workers.
    """
    assert source.bulk is not None
    code = staleness.digest(
        source.digest.__module__,
        source.normalise.__module__,
        source.bulk.cut.__module__,
        "harvest.bulk.rows",
    )
    shapes = [columns.shape(kind) for kind in source.kinds]
    return hashlib.sha256(" ".join([code, *shapes]).encode()).hexdigest()[:32]


@cache
def named(source: str) -> Source:
    """The source of that name."""
    return next(each for each in all_sources() if each.name == source)


def parse(unit: Unit, lake: Address, by: str, held: str | None) -> Parsed:
    """Read a unit and put its parts into the lake; the caller writes the row.

    ``by`` is what reads it (:func:`read_by`), ``held`` the MD5 of what the lake has of it read so:
    where the unit has just that, its row is None and there is no problem.

    Raises OSError where the input or the lake can't be reached, StorageError where the lake is on a
    disk that is read-only.
    """
    source = named(unit.source)
    assert source.bulk is not None
    try:
        if held is not None and _sum(unit) == held:
            return Parsed(unit, None)
        md5 = unit.md5 or _sum(unit)
        with (lake / unit.source / "parts" / folder(unit.name, md5, by)).made() as place:
            home = _home(unit, source)
            sums = _Sums(unit)
            with (
                unit.root.reached(),
                Parts(place) as parts,
                (place / "raw.zst").open("xb") as raw,
            ):
                found = _checked(unit, source.bulk, sums)
                tally = write(home, found, source.normalise, parts, RawWriter(raw))
    except UpstreamDataError as error:
        return Parsed(unit, None, str(error))
    except OSError as error:
        if error.errno in _FULL:
            return Parsed(unit, None, str(error), full=True)
        if error.errno == errno.EROFS:
            raise StorageError(
                f"{lake.text}: the file system is read-only; choose another place or remount it"
            ) from error
        raise
    file = unit.root.name if unit.members or len(unit.files) > 1 else unit.files[0]
    row = Row(
        unit=unit.name,
        group=unit.group,
        series=unit.series,
        number=unit.number,
        file=file.rpartition("/")[2],
        md5=md5,
        size=unit.size,
        read_by=by,
        records=tally.records,
        quarantined=tally.quarantined,
        rows=dict(sorted(parts.rows.items())),
    )
    return Parsed(unit, row)


def _home(unit: Unit, source: Source) -> Home:
    (kind,) = source.kinds
    key = key_of(hashlib.sha256(f"{unit.source} {unit.name}".encode()).digest())
    rest = (columns.tables(kind), columns.INDEX, columns.DELETED, columns.QUARANTINE)
    return Home(source.name, kind, unit.name, unit.number, key, *rest)


class _Sums:
    """The MD5 of a unit as it is read: of a file, or of the sums of several."""

    def __init__(self, unit: Unit) -> None:
        self._one = len(unit.files) == 1
        self._lines: list[str] = []

    def add(self, name: str, file: "_Hashing") -> None:
        self._lines.append(file.sum() if self._one else f"{name} {file.sum()}\n")

    def sum(self) -> str:
        if self._one:
            return self._lines[0]
        return hashlib.md5("".join(self._lines).encode(), usedforsecurity=False).hexdigest()


class _Hashing(io.RawIOBase):
    """A file that is summed up as it is read."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._md5 = hashlib.md5(usedforsecurity=False)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        body = self._file.read(len(view))
        self._md5.update(body)
        view[: len(body)] = body
        return len(body)

    def sum(self) -> str:
        while body := self._file.read(_CHUNK):
            self._md5.update(body)
        return self._md5.hexdigest()


def _sum(unit: Unit) -> str:
    """The MD5 of a unit's content."""
    if unit.members:
        assert unit.md5 is not None
        return unit.md5
    sums = _Sums(unit)
    for name, place in contents(unit):
        with place.open() as file:
            sums.add(name, _Hashing(file))
    return sums.sum()


def _checked(unit: Unit, bulk: Bulk, sums: _Sums) -> Iterator[Piece | Deletion]:
    """The pieces of a unit; at their end it is known that the files are what they should be."""
    if unit.members:
        yield from _of_archive(unit, bulk)
        return
    for name, place in contents(unit):
        with place.open() as file:
            hashing = _Hashing(file)
            problem = ""
            try:
                yield from _cut(name, cast(BinaryIO, io.BufferedReader(hashing, _CHUNK)), bulk)
            except _DAMAGED as error:
                problem = f"{name}: cut off or damaged ({error})"
            except UpstreamDataError as error:
                problem = str(error)
            sums.add(name, hashing)
        if unit.md5 is not None and sums.sum() != unit.md5:
            said = f"{unit.md5} as {name}.md5 says" if unit.md5 else f"in {name}.md5"
            raise UpstreamDataError(
                f"{name}: its MD5 is {sums.sum()}, not {said}; download both again"
            )
        if problem:
            raise UpstreamDataError(f"{problem}; download it again")


def _cut(name: str, file: BinaryIO, bulk: Bulk) -> Iterator[Piece | Deletion]:
    if not name.endswith(".gz"):
        yield from bulk.cut(name, file)
        return
    with gzip.GzipFile(fileobj=file) as stream:
        yield from bulk.cut(name, cast(BinaryIO, stream))


def _of_archive(unit: Unit, bulk: Bulk) -> Iterator[Piece | Deletion]:
    """The pieces of the members of an archive, each found without its list of contents.

    That list has half a million entries, which every unit would have to read again.
    """
    with unit.root.open() as file:
        for member in unit.members:
            if member.size > _LONGEST_MEMBER or member.method not in (_STORED, _DEFLATED):
                raise UpstreamDataError(
                    f"{unit.told}: {member.name} is of more than {_LONGEST_MEMBER >> 20} MB, or "
                    "packed in another way than the registry does; unpack the archive"
                )
            try:
                body = io.BytesIO(_unpacked(file, member))
                yield from _cut(member.name.rpartition("/")[2], body, bulk)
            except (*_DAMAGED, struct.error) as error:
                raise UpstreamDataError(
                    f"{unit.told}: {member.name} is damaged ({error}); download it again"
                ) from error


def _unpacked(file: BinaryIO, member: Member) -> bytes:
    file.seek(member.offset)
    signature, name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
    file.seek(member.offset + _LOCAL.size + name + extra)
    body = file.read(member.packed)
    if member.method == _DEFLATED:
        body = zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, member.size + 1)
    if signature != _SIGNATURE or len(body) != member.size or zlib.crc32(body) != member.crc:
        raise zipfile.BadZipFile("its length or checksum is another")
    return body
