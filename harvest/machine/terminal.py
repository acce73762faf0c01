"""Output that any terminal can take: what its encoding lacks is replaced."""

import codecs
import sys
import unicodedata
from io import TextIOWrapper

_NAME = "harvest.plain"
_PLAIN = str.maketrans(
    {"→": "->", "←": "<-", "…": "...", "–": "-", "—": "-", "−": "-", "≥": ">=", "≤": "<=",
     "×": "x", "“": '"', "”": '"', "‘": "'", "’": "'", "·": "-", "•": "-", "±": "+/-"}
)  # fmt: skip


def _plain(error: UnicodeError) -> tuple[str, int]:
    """A codec's error handler: signs in plain letters, letters without accents, else ``?``."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_PLAIN)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "replace").decode("ascii")
    return plain, error.end


def take_any_text() -> None:
    """Let stdout replace what it can't show; an error handling that somebody chose stays."""
    codecs.register_error(_NAME, _plain)
    if isinstance(sys.stdout, TextIOWrapper) and sys.stdout.errors in ("strict", "surrogateescape"):
        sys.stdout.reconfigure(errors=_NAME)
