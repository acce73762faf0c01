"""What a study calls itself, and by what it is known as unchanged: read from its bytes alone."""

import hashlib
import re

import msgspec

from harvest.errors import RecordError
from harvest.records import Digest
from harvest.sources.clinicaltrials.reading.decode import one_layout
from harvest.sources.clinicaltrials.reading.normalise import NCT_ID
from harvest.sources.clinicaltrials.reading.shape import ABSENT
from harvest.text import line

_USUAL_HEAD = re.compile(rb'\{"protocolSection":\{"identificationModule":\{"nctId":"(NCT[0-9]{8})"')
_FIRST_ID = re.compile(rb'"nctId"\s*:\s*"(NCT[0-9]{8})"')
_VERSION_HOLDER = re.compile(rb'"versionHolder"\s*:\s*"[^"\\]*"')
_HALF_PAIR = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class _Named(msgspec.Struct, rename="camel"):
    nct_id: str


class _Identified(msgspec.Struct, rename="camel"):
    identification_module: _Named


class _Protocolled(msgspec.Struct, rename="camel"):
    protocol_section: _Identified


def study_id(body: bytes) -> str | None:
    """The number that a study gives itself, as far as it can be read; None if it has none."""
    usual = _USUAL_HEAD.match(body)
    if usual is not None:  # as the registry writes it: no need to read the rest
        return usual[1].decode("ascii")
    try:
        found = msgspec.json.decode(body, type=_Protocolled)
        nct_id = found.protocol_section.identification_module.nct_id
    except msgspec.ValidationError:
        return None
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        match = _FIRST_ID.search(body)  # broken further on: named, so that quarantine can say who
        return match[1].decode("ascii") if match else None
    return nct_id if NCT_ID.fullmatch(nct_id) else None


class _Parts(msgspec.Struct, rename="camel"):
    derived_section: msgspec.Raw = ABSENT


def digest(body: bytes) -> Digest:
    """Fingerprints of a study: all but ``derivedSection``; and that, without its data date.

    The bytes are taken as they are, but for line breaks between the parts: the registry always
    writes a study the same way. Raises RecordError where they are no JSON object.
    """
    if b"\n" in body:
        body = one_layout(body, study_id(body) or "")
    try:
        derived = bytes(msgspec.json.decode(body, type=_Parts).derived_section)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        half = ", as it contains half of a surrogate pair" if _HALF_PAIR.search(body) else ""
        reason = f"$: not a study: {line(str(error), 100)}{half}"
        raise RecordError(study_id(body) or "", reason) from None
    before, _, after = body.rpartition(derived) if derived else (body, b"", b"")
    content = hashlib.sha256(before)
    content.update(b"\0")
    content.update(after)
    lasting = _VERSION_HOLDER.sub(b"", derived)
    return Digest(content.hexdigest(), hashlib.sha256(lasting).hexdigest() if lasting else "")
