"""The text of a file that a database exported, in whatever encoding it did."""

import codecs
import re

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_DECLARED = re.compile(rb"""<\?xml[^>]{0,100}encoding=["']([\w.:-]{2,40})["']""")
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SAMPLE = 4096


def decoded(data: bytes) -> str:
    """The text, with one kind of line end.

    A byte order mark decides; then UTF-16 by its zero bytes, then UTF-8. What is none of these is
    Windows-1252, which has all that ISO-8859-1 has, and its own quotation marks and dashes.
    """
    return _LINE_END.sub("\n", _text(data))


def _text(data: bytes) -> str:
    for mark, name in _UTF16.items():
        if data.startswith(mark) and not data.startswith(codecs.BOM_UTF32_LE):
            return data[2:].decode(name, "replace")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return data.decode("utf-32", "replace")
    sample = data[:_SAMPLE]
    for place, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if sample[place::2].count(0) > len(sample) // 3:
            return data.decode(name, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _other(data, error)


def _other(data: bytes, error: UnicodeDecodeError) -> str:
    """A text that is not UTF-8 as a whole.

    One that was cut within its last character, or that has a few damaged ones among many, is UTF-8
    all the same.
    """
    declared = _DECLARED.search(data[:_SAMPLE])
    if declared is not None and b"utf" not in declared[1].lower():
        try:
            return data.decode(declared[1].decode("ascii"), "replace")
        except LookupError:
            pass
    if error.start >= len(data) - 4:
        return data.decode("utf-8-sig", "replace")
    lenient = data.decode("utf-8-sig", "replace")
    damaged = lenient.count("\ufffd")
    beyond = sum(ord(each) > 0x7F for each in lenient) - damaged
    if beyond > 4 * damaged:
        return lenient
    return data.decode("cp1252", "replace") if _is_1252(data) else data.decode("latin-1")


def _is_1252(data: bytes) -> bool:
    return not re.search(rb"[\x81\x8d\x8f\x90\x9d]", data)
