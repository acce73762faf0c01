"""Texts that must not be shown, however they are spelt: a key, an address, whose they are.

A service may echo what it was sent, or hold people's addresses in what it answers; it may write a
letter as it is, percent-encoded (once or twice), as an entity or as JSON writes it.
"""

import re
from collections.abc import Iterable
from functools import cache

ADDRESS = "removed@example.org"
"""What stands for a person's address: read as one by all that takes addresses out."""
REMOVED = "removed"

_AT = re.compile(r"@|%(?:25)*40|&#0*64;|&#x0*40;|\\u0040", re.IGNORECASE)
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
# The name before an @; JSON may have escaped a letter of it, or, as no part of it, what precedes.
_NAME = re.compile(
    r"((?:\\(?:u[0-9a-f]{4}|[^u]))?)(?:[\w.+%-]|\\u(?!00[0-9ab]|2)[0-9a-f]{4}){1,64}\Z",
    re.IGNORECASE,
)
_LONGEST_NAME = 200  # characters, escapes included
_PLAIN = re.compile(r"[a-z0-9]+")
_LONG = 1 << 16
_PHONE = re.compile(r'("phone(?:Ext)?"\s*:\s*)"(?:[^"\\]|\\.)*"')
_KEY = re.compile(r'("api-?_?key"\s*:\s*)"(?:[^"\\]|\\.)*"', re.IGNORECASE)
_MACHINE = re.compile(
    r"(?<![\w.])(?!127\.)(?:\d{1,3}\.){3}\d{1,3}(?![\w.])|(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}\b",
    re.IGNORECASE,
)


def without(text: str, secrets: Iterable[str], instead: str = "…") -> str:
    """The text with ``instead`` in place of each secret."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        # Letters and digits are encoded by nobody in a page of records, which is long to search.
        if (
            len(text) < _LONG
            or max(_PLAIN.findall(secret.lower()), key=len, default="") in text.lower()
        ):
            text = _spellings(secret).sub(lambda _: instead, text)
    return text


def without_people(text: str) -> str:
    """The text without e-mail addresses, telephone numbers and keys that stand in it."""
    text = _KEY.sub(rf'\1"{REMOVED}"', _PHONE.sub(rf'\1"{REMOVED}"', text))
    pieces, done = [], 0
    for at in _AT.finditer(text):
        domain = _DOMAIN.match(text, at.end())
        name = _NAME.search(text[max(done, at.start() - _LONGEST_NAME) : at.start()])
        if domain and name and at.start() >= done:
            pieces += [text[done : at.start() - len(name[0]) + len(name[1])], ADDRESS]
            done = domain.end()
    return "".join((*pieces, text[done:]))


def without_machines(text: str) -> str:
    """The text without the network addresses by which a service knows who asks."""
    return _MACHINE.sub("0.0.0.0", text)


@cache
def _spellings(secret: str) -> re.Pattern[str]:
    """Every way to write a secret; letters of either case, as an address may be."""
    return re.compile("".join(map(_letter, secret)), re.IGNORECASE)


def _letter(letter: str) -> str:
    encoded = "".join(f"%(?:25)*{byte:02x}" for byte in letter.encode())
    code = ord(letter)
    entities = rf"&#0*{code};|&#x0*{code:x};"
    return rf"(?:{re.escape(letter)}|{encoded}|{entities}|\\u{code:04x})"
