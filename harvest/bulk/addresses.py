"""Paths and addresses such as ``s3://bucket/lake``, read and written by fsspec.

Credentials and endpoints come from the environment, as the package behind an address takes them;
nothing of them is kept.
"""

import errno
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, BinaryIO, Concatenate, ParamSpec, TypeVar, cast

import fsspec
from fsspec.core import url_to_fs

from harvest.errors import ConfigError, HarvestError, NoPermission, UpstreamUnavailable, UsageError

_PARTIAL = ".partial"
_NOT_FAR = {
    *(errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS),
    *(errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN),
}
"""What this machine lacks, also while it asks what is behind an address"""
_PATTERN = re.compile(r"[\[*?]")
_EXAMPLE = "s3://bucket/folder"
_ITS_NAME = (FileNotFoundError, FileExistsError, IsADirectoryError, NotADirectoryError)
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")


class Unreached(UpstreamUnavailable, OSError):
    """What is behind an address does not answer; an OSError, as where a disk can't be reached."""


def _asking(
    method: Callable[Concatenate["Address", _Given], _Found],
) -> Callable[Concatenate["Address", _Given], _Found]:
    """The method, with what each store's package raises as one of our errors or an OSError."""

    @wraps(method)
    def asked(self: "Address", *args: _Given.args, **kwargs: _Given.kwargs) -> _Found:
        with self.reached():
            return method(self, *args, **kwargs)

    return cast("Callable[Concatenate[Address, _Given], _Found]", asked)


@dataclass(frozen=True, slots=True)
class Address:
    """A folder or a file, on this machine or behind an address; a text that can be sent on."""

    text: str

    @property
    def local(self) -> bool:
        """Whether it is a path of this machine."""
        return "local" in self._protocols or "file" in self._protocols

    @property
    def path(self) -> str:
        """The path as its file system takes it."""
        return _opened(self.text)[1]

    @property
    def fs(self) -> Any:
        """Its file system."""
        return _opened(self.text)[0]

    @property
    def name(self) -> str:
        """Its last part."""
        return self.path.rstrip("/").rpartition("/")[2]

    @property
    def _protocols(self) -> Sequence[str]:
        protocol = self.fs.protocol
        return (protocol,) if isinstance(protocol, str) else protocol

    def __truediv__(self, name: str) -> "Address":
        """What is called ``name`` in it."""
        return Address(f"{self.text.rstrip('/')}/{name}")

    def sql(self) -> str:
        """The address as DuckDB takes it: behind an address it looks for patterns in each name."""
        if self.local:
            return self.path
        return _PATTERN.sub(r"[\g<0>]", f"{self._protocols[0]}://{self.path}")

    @contextmanager
    def reached(self) -> Iterator[None]:
        """Asks what is behind it in this block.

        Raises Unreached where that does not answer, NoPermission where it refuses.
        """
        try:
            yield
        except PermissionError as error:
            if self.local:
                raise
            raise self.refused(error) from error
        except (*_ITS_NAME, HarvestError):
            raise
        except OSError as error:
            if self.local or error.errno in _NOT_FAR:
                raise
            raise self.unreached(error.strerror or error) from error
        except Exception as error:
            # The packages behind addresses have kinds of their own; others are the program's.
            if self.local or type(error).__module__ == "builtins":
                raise
            raise self.unreached(error) from error

    def refused(self, why: object) -> NoPermission:
        """The error for what is behind it and refuses what was asked."""
        return NoPermission(
            f"{self.text}: refused ({why}); check the credentials in the environment, and what "
            "they may do there"
        )

    def unreached(self, why: object) -> Unreached:
        """The error for what is behind it and does not answer, or not as it should."""
        return Unreached(
            f"{self.text}: no answer ({why}); check the endpoint and the credentials in the "
            "environment, then run again"
        )

    @_asking
    def is_folder(self) -> bool:
        """Whether there is a folder, or anything below this prefix."""
        return bool(self.fs.isdir(self.path))

    @_asking
    def exists(self) -> bool:
        """Whether there is anything."""
        return bool(self.fs.exists(self.path))

    @_asking
    def size(self) -> int:
        """Bytes of a file. Raises FileNotFoundError if there is none."""
        return int(self.fs.size(self.path))

    @_asking
    def files(self) -> dict[str, int]:
        """Every file below it, by its path from here, with its size in bytes; none if absent."""
        self.fs.invalidate_cache()
        found = self.fs.find(self.path, detail=True)
        root = f"{self.path.rstrip('/')}/"
        if any(said["size"] is None for said in found.values()):
            raise UsageError(
                f"{self.text}: the sizes of the files there can't be seen, as on a web server; "
                f"download them, or give an address such as {_EXAMPLE}"
            )
        return {path.removeprefix(root): int(said["size"]) for path, said in sorted(found.items())}

    @_asking
    def names(self) -> list[str]:
        """What is directly in it; nothing if it is not there."""
        self.fs.invalidate_cache(self.path)
        try:
            found = self.fs.ls(self.path, detail=False)
        except FileNotFoundError:
            return []
        return sorted(str(path).rstrip("/").rpartition("/")[2] for path in found)

    @_asking
    def open(self) -> BinaryIO:
        """A stream of its bytes."""
        return cast(BinaryIO, self.fs.open(self.path, "rb"))

    @_asking
    def read(self) -> bytes:
        """All its bytes."""
        return cast(bytes, self.fs.cat_file(self.path))

    @_asking
    def read_all(self, names: Sequence[str]) -> Mapping[str, bytes]:
        """The bytes of several files in it, at once where it is far away."""
        paths = [f"{self.path.rstrip('/')}/{name}" for name in names]
        # Not ``cat``, which takes a "[" or "*" in a path for a pattern.
        found = self.fs.cat_ranges(paths, None, None, on_error="raise")
        return dict(zip(names, found, strict=True))

    @_asking
    def write(self, body: bytes) -> None:
        """Put a small file there: whole, or not at all."""
        if not self.local:
            try:
                self.fs.pipe_file(self.path, body)
            except FileNotFoundError as error:
                raise UsageError(f"{self.text}: can't be written ({error})") from error
            return
        target = Path(self.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        aside = target.with_name(f"{_PARTIAL}-{secrets.token_hex(8)}")
        try:
            with aside.open("xb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(target)
        finally:
            aside.unlink(missing_ok=True)

    @_asking
    def remove(self) -> None:
        """Take a file or a folder away, if it is there."""
        if self.local:
            path = Path(self.path)
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        elif self.fs.exists(self.path):
            self.fs.rm(self.path, recursive=True)

    @contextmanager
    def made(self) -> Iterator[Path]:
        """A folder of this machine that becomes this one when it has been filled.

        On a disk by one renaming; behind an address file by file, so that what tells of the folder
        has to be written afterwards.
        """
        if self.local:
            target = Path(self.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            aside = target.with_name(f"{_PARTIAL}-{secrets.token_hex(8)}")
            aside.mkdir()
        else:
            aside = Path(tempfile.mkdtemp(prefix="harvest-bulk-"))
        try:
            yield aside
            if self.local:
                _settle(aside, Path(self.path))
            else:
                with self.reached():
                    for file in sorted(aside.iterdir()):
                        self.fs.put_file(str(file), (self / file.name).path)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _settle(aside: Path, target: Path) -> None:
    """Put a filled folder in its place; one that is there already has the same files."""
    for file in [*aside.iterdir(), aside]:
        descriptor = os.open(file, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    if target.exists():
        shutil.rmtree(target)
    aside.rename(target)


def unfinished(name: str) -> bool:
    """Whether a file or folder is what a process that was ended left behind."""
    return name.startswith(_PARTIAL)


def address(text: str) -> Address:
    """A path or an address that a person gave; a path becomes a whole one.

    Raises UsageError for an address of an unknown kind or of no place, ConfigError where its
    package is missing.
    """
    given = text if "://" in text else str(Path(text).expanduser().absolute())
    path = _opened(given)[1]
    if not text.strip() or ("://" in text and not path.strip("/")):
        raise UsageError(f"{text!r} names nothing; give a path, or an address such as {_EXAMPLE}")
    return Address(given)


def _opened(text: str) -> tuple[Any, str]:
    if "://" not in text:  # in a path "::" is two signs as any other
        return fsspec.filesystem("file"), text
    try:
        return cast("tuple[Any, str]", url_to_fs(text))
    except ImportError as error:
        package = getattr(error, "name", None) or str(error)
        extra = " (the extra s3 of harvest)" if text.startswith("s3") else ""
        raise ConfigError(f"{text}: needs a package{extra} that is not installed: {package}") from (
            error
        )
    except ValueError as error:
        kinds = ", ".join(sorted(set(fsspec.available_protocols()) & {"s3", "gs", "abfs", "file"}))
        raise UsageError(f"{text}: {error}; give a path, or an address of {kinds}") from error
