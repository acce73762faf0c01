"""Reading one table of config.toml: each value checked as it is taken, each mistake one line.

A message names the file, the key, what is wrong and the cure. Values are quoted only where they
can't hold a secret or a person's address.
"""

import difflib
import ipaddress
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

from harvest.errors import ConfigError, NoPermission
from harvest.machine.toml_text import MAX_BYTES, tables

NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,63}")
_MAIL_ADDRESS = re.compile(r"[^\s@<>(),;:\"]+@[^\s@<>(),;:\"]+\.[^\s@<>(),;:\".]+")
_API_KEYS = {"apikey", "ncbiapikey"}


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one most likely means."""
    found = difflib.get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None


def listed(words: Iterable[str]) -> str:
    """Words for a sentence: ``a, b or c``."""
    *most, last = list(words) or ["nothing"]
    return f"{', '.join(most)} or {last}" if most else last


def quoted(value: object) -> str:
    """A value as a message may show it: one line, escaped, cut."""
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."


def is_loopback(url: str) -> bool:
    """Whether a web address names this machine itself (a stand-in registry, in tests and demos)."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def read_toml(path: Path) -> dict[str, object]:
    """The file as TOML tables.

    Raises ConfigError for a file that is missing, no text, too large or no TOML, and NoPermission
    for one that may not be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: no such file; name the configuration with --config or HARVEST_CONFIG, "
            "or work in the folder with config.toml"
        ) from None
    except IsADirectoryError:
        raise ConfigError(f"{path}: is a folder; name the file, e.g. config.toml in it") from None
    except PermissionError:
        raise NoPermission(f"{path}: may not be read; check its owner and mode") from None
    except (OSError, ValueError):  # a loop of links, a NUL or an over-long name
        raise ConfigError(f"{quoted(str(path))}: can't be opened; check the name") from None
    return tables(data, str(path))


class Table:
    """One table of the file.

    ``keys`` are the names that it may hold: any other is refused at once, so that a misspelt key is
    named before the value that it should have given is missed.
    """

    def __init__(
        self, file: Path, name: str, values: Mapping[str, object], keys: Collection[str] | None
    ) -> None:
        self.file = file
        self.name = name
        self.values = values
        unknown = [key for key in values if keys is not None and key not in keys]
        for key in unknown:
            if re.sub(r"[^a-z]", "", key.lower()) in _API_KEYS:
                self._secret(key)
        if unknown and keys is not None:
            guess = nearest(unknown[0], keys)
            cure = f"did you mean {guess}?" if guess else f"known here: {listed(sorted(keys))}"
            self.wrong(unknown[0], f"unknown key; {cure}")

    def where(self, key: str | None) -> str:
        """A key as messages name it: ``[sources.pubmed] base_url``."""
        return " ".join(part for part in (f"[{self.name}]" if self.name else "", key or "") if part)

    def wrong(self, key: str | None, problem: str) -> NoReturn:
        """Raise the error of one key; ``problem`` says what is wrong and the cure."""
        shown = key if key is None or key.isprintable() else quoted(key)
        raise ConfigError(f"{self.file}: {self.where(shown)}: {problem}")

    def _secret(self, key: str) -> NoReturn:
        cure = "remove it here and set the environment variable NCBI_API_KEY instead"
        if self.file.stat().st_mode & 0o004:
            raise NoPermission(
                f"{self.file}: {self.where(key)}: an API key in a file that everyone may read; "
                f"{cure}, and ask NCBI for a new key"
            )
        self.wrong(key, f"an API key doesn't belong in the file; {cure}")

    # --- values ---

    def text(
        self, key: str, default: str | None = None, *, longest: int = 200, secret: bool = False
    ) -> str:
        """A line of text, trimmed; required where there is no default."""
        value = self.values.get(key, default)
        if value is None:
            self.wrong(key, 'is missing; write a text in quotes, e.g. "…"')
        if not isinstance(value, str):
            what = "the value" if secret else quoted(value)
            self.wrong(key, f"{what} is not a text; write it in quotes")
        return self.line(key, value, longest, required=default != "")

    def line(self, key: str, value: str, longest: int, *, required: bool = True) -> str:
        """Check that a text is one line of printable characters and of a sane length."""
        if len(value) > longest:
            self.wrong(key, f"is {len(value):,} characters long; at most {longest:,} are allowed")
        if any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or c in "\u2028\u2029" for c in value):
            self.wrong(key, "contains a line break, NUL or other control character; remove it")
        if required and not value.strip():
            self.wrong(key, "is empty; fill it in or remove the key")
        return value.strip()

    def query(self, key: str, longest: int = 20_000) -> str | None:
        """A search in a service's own language; it may be wrapped over several lines."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.wrong(key, f"{quoted(value)} is not a text; write the search in quotes")
        return self.line(key, re.sub(r"[ \t]*\r?\n[ \t]*", " ", value.strip()), longest)

    def header(self, key: str, longest: int = 400) -> str | None:
        """The value of an HTTP header; None where the key is missing, "" to send no such header."""
        if key not in self.values:
            return None
        text = self.text(key, "", longest=longest, secret=True)
        if not text and self.values[key]:
            self.wrong(key, 'is blank; write "" to send none, or remove the key')
        if not text.isprintable() or any(ord(character) > 0xFF for character in text):
            self.wrong(key, "contains a character not allowed in HTTP headers; write plain letters")
        return text

    def name_text(self, key: str) -> str:
        """A name that goes into addresses and file names."""
        return self.check_name(self.text(key), key)

    def check_name(self, value: str, key: str | None = None) -> str:
        """Check a name: letters, digits, hyphen and underscore, a letter first, at most 64."""
        if not NAME.fullmatch(value) or value.lower().startswith("sqlite_"):
            self.wrong(
                key,
                f"{quoted(value)} can't be a name; use up to 64 ASCII letters, digits, - and _, "
                "a letter first, and not sqlite_",
            )
        return value

    def number(self, key: str, default: float | None, low: float, high: float) -> float:
        """A number from ``low`` to ``high``."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.wrong(key, f"{quoted(value)} is not a number; write one, without quotes")
        if not low <= value <= high:  # also refuses nan
            self.wrong(key, f"{quoted(value)} is out of range; use {low:g} to {high:,g}")
        return float(value)

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.wrong(key, f"{quoted(value)} is not a whole number; write one, without quotes")
        if not low <= value <= high:
            self.wrong(key, f"{quoted(value)} is out of range; use {low:,} to {high:,}")
        return value

    def flag(self, key: str, default: bool) -> bool:
        """A yes or no."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            self.wrong(key, f"{quoted(value)} is not true or false; write one, without quotes")
        return value

    def choice(self, key: str, default: str, options: Collection[str]) -> str:
        """One of a few words."""
        value = self.values.get(key, default)
        if not isinstance(value, str) or value not in options:
            words = listed(f'"{option}"' for option in options)
            self.wrong(key, f"{quoted(value)} is not known; write {words}")
        return value

    def texts(self, key: str, forbidden: str = "", cure: str = "") -> tuple[str, ...]:
        """A list of texts; empty where the key is missing. ``forbidden`` characters are refused."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong(key, 'is not a list of texts; write ["first", "second"]')
        items = tuple(self.line(key, item, 200) for item in value)
        for item in items:
            if any(character in forbidden for character in item):
                self.wrong(key, f"{quoted(item)} contains one of {' '.join(forbidden)} ; {cure}")
        return items

    def url(self, key: str, default: str | None, *, public: bool = False) -> str:
        """A web address without a slash at its end.

        https only, or http on this machine itself; ``public`` ones (our own, behind any proxy) may
        be http anywhere.
        """
        value = self.text(key, default, secret=True)
        try:
            parts = urlsplit(value)
            host, _ = parts.hostname, parts.port  # .port raises for a bad one
            (host or "").encode("idna")  # raises for what no name may be
        except ValueError:
            self.wrong(key, "is not a web address; write https://host/path")
        if not host or parts.scheme not in ("http", "https") or re.search(r"\s", value):
            self.wrong(key, "is not a web address; write https://host/path")
        if parts.username is not None or parts.password is not None:
            self.wrong(key, "contains a user name or password; write the address without them")
        if parts.query or parts.fragment:
            self.wrong(key, "contains a ? or # part; write the address without it")
        if public and not re.fullmatch(r"(/(?!\.{1,2}(/|$))[A-Za-z0-9._~-]+)*/?", parts.path):
            self.wrong(key, "has a path that links can't begin with; use letters, digits, - . _ ~")
        if not public and not is_loopback(value):
            self._check_host(key, parts.scheme, host)
        return value.rstrip("/")

    def _check_host(self, key: str, scheme: str, host: str) -> None:
        if scheme == "http":
            self.wrong(key, "http is allowed only for this machine itself; write https://…")
        try:
            inside = not ipaddress.ip_address(host).is_global
        except ValueError:  # a name, as it should be
            return
        if inside:
            self.wrong(key, "names an address inside a private network; write a registry's host")

    def host(self, key: str, default: str, example: str) -> str:
        """A host name or address; empty where that is the default."""
        value = self.text(key, default)
        if value != default and not re.fullmatch(r"[0-9A-Za-z_.:-]+", value):
            self.wrong(key, f"is not a host name or address; write e.g. {example}")
        return value

    def mail_address(self, key: str, cure: str) -> str:
        """One e-mail address, or empty; never part of a message."""
        value = self.text(key, "", secret=True)
        if value and not (value.isascii() and _MAIL_ADDRESS.fullmatch(value)):
            self.wrong(key, f"is not one e-mail address; {cure}")
        return value

    def path(self, key: str, default: str, others: Mapping[str, Path] | None = None) -> Path:
        """A database file, made absolute against the config file's folder; it need not exist.

        ``others`` are files that it must not be, by what each is.
        """
        path = self._place(key, default, is_folder=False)
        for name, other in (others or {}).items():
            same = path.resolve() == other.resolve()
            if same or (path.exists() and other.exists() and path.samefile(other)):
                self.wrong(key, f"is {name}; name another file")
        return path

    def folder(self, key: str, default: str) -> Path:
        """A folder, made absolute against the config file's own; it need not exist."""
        return self._place(key, default, is_folder=True)

    def _place(self, key: str, default: str, *, is_folder: bool) -> Path:
        value = self.text(key, default, longest=1000)
        if value == ":memory:" or value.startswith("file:"):
            self.wrong(key, f"{quoted(value)} is not a file name; write a path such as {default}")
        try:
            path = self.file.absolute().parent.joinpath(Path(value).expanduser())
            if is_folder and path.exists() and not path.is_dir():
                self.wrong(key, f"{quoted(value)} is not a folder; name one, or move the file away")
            if not is_folder and path.exists() and not path.is_file():
                self.wrong(key, f"{quoted(value)} is a folder or device; name a file in a folder")
            parent = next(folder for folder in path.parents if folder.exists())
        except PermissionError:
            raise NoPermission(
                f"{self.file}: {self.where(key)}: {quoted(value)} is in a folder that may not be "
                "entered; choose another or change its mode"
            ) from None
        except (OSError, RuntimeError):  # an over-long name, a loop of links, an unknown ~user
            self.wrong(key, f"{quoted(value)} can't be a file name; choose a shorter, plain one")
        if not parent.is_dir():
            self.wrong(key, f"{quoted(value)} lies below something that is not a folder")
        return path

    # --- tables inside ---

    def table(self, key: str, keys: Collection[str] | None) -> "Table":
        """The table under a key, empty where it is missing."""
        value = self.values.get(key, {})
        name = f"{self.name}.{key}" if self.name else key
        if not isinstance(value, dict):
            self.wrong(key, f"is not a table; write [{name}] on a line of its own")
        return Table(self.file, name, value, keys)

    def tables(self, key: str, keys: Collection[str]) -> tuple["Table", ...]:
        """The tables of a ``[[list]]``; empty where it is missing."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.wrong(key, f"is not a list of tables; write [[{key}]] on a line of its own")
        return tuple(
            Table(self.file, f"{key} {number}", item, keys) for number, item in enumerate(value, 1)
        )
