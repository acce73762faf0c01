"""Messages to the operator: levels, and the one place that keeps secrets out of them."""

import logging
import re
import sys
import time

from harvest import hiding

_PARAMETER = re.compile(r"\b((?:api[_-]?key|email)=)[^&\s'\"]+", re.IGNORECASE)
_hidden: set[str] = set()


def hide(*secrets: str | None) -> None:
    """From now on show ``…`` in place of each of these texts (API key, contact), also encoded."""
    _hidden.update(filter(None, secrets))


def redact(text: str) -> str:
    """The text without secrets: those hidden, and anything in a parameter that carries one."""
    return _PARAMETER.sub(r"\1…", hiding.without(text, _hidden))


class RedactingFormatter(logging.Formatter):
    """Formats a record, its traceback included, and then takes the secrets out of the whole."""

    def format(self, record: logging.LogRecord) -> str:
        """The line or lines to write."""
        return redact(super().format(record))


class _RedactingFilter(logging.Filter):
    """Takes the secrets out of a record, for handlers whose format is not ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = redact(record.getMessage())
        record.args = None
        return True


def set_up(*, quiet: bool = False, verbose: bool = False) -> None:
    """Send the program's messages to stderr: problems only, what it does, or every detail.

    Other libraries speak only of problems: at their debug level they would name whole addresses.
    """
    handler = logging.StreamHandler(sys.stderr)
    shape = "%(asctime)s %(levelname)s %(name)s: %(message)s" if verbose else "harvest: %(message)s"
    formatter = RedactingFormatter(shape, datefmt="%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime  # as every other time that is shown
    handler.setFormatter(formatter)
    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old.formatter, RedactingFormatter)]:
        root.removeHandler(old)
    root.addHandler(handler)
    for other in root.handlers:
        if not any(isinstance(there, _RedactingFilter) for there in other.filters):
            other.addFilter(_RedactingFilter())
    root.setLevel(logging.WARNING)
    level = logging.WARNING if quiet else logging.DEBUG if verbose else logging.INFO
    logging.getLogger("harvest").setLevel(level)
