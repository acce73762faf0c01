"""Signed links: what they are for, whom, and until when; nobody without the key can make one.

A link names a row of the private file by a random number, never an address. That it can't be used
twice is the row's doing: it is gone once it was used.
"""

import base64
import binascii
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Literal

Purpose = Literal["confirm", "leave"]

CONFIRM_FOR = timedelta(hours=48)
LEAVE_FOR = timedelta(days=400)

_ID, _MOMENT, _SUM = 16, 8, 20  # bytes


class BadLink(Exception):
    """A link that was not made here, was cut, or has ended."""


def made(key: bytes, purpose: Purpose, row: str, ends: datetime) -> str:
    """The part of a link that tells what it is: letters, digits, - and _."""
    body = bytes.fromhex(row) + int(ends.timestamp()).to_bytes(_MOMENT)
    return base64.urlsafe_b64encode(body + _sum(key, purpose, body)).decode().rstrip("=")


def read(key: bytes, purpose: Purpose, text: str, now: datetime) -> str:
    """The row that a link is about. Raises BadLink."""
    try:
        whole = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        raise BadLink from None
    body, told = whole[: _ID + _MOMENT], whole[_ID + _MOMENT :]
    genuine = len(whole) == _ID + _MOMENT + _SUM
    if not hmac.compare_digest(told, _sum(key, purpose, body)) or not genuine:
        raise BadLink
    if int.from_bytes(body[_ID:]) < now.timestamp():
        raise BadLink
    return body[:_ID].hex()


def _sum(key: bytes, purpose: Purpose, body: bytes) -> bytes:
    return hmac.digest(key, purpose.encode() + b"\0" + body, hashlib.sha256)[:_SUM]
