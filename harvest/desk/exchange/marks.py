"""What stands in the notes of a record: our own mark, and the decisions of other programs there."""

import html
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from harvest.desk.decisions.model import STAGES, WORDS, Decision, Stage, Word
from harvest.desk.decisions.rows import one_line
from harvest.desk.exchange.entry import Label

_MARK = "HARVEST-RECORD:"
_SHORT = re.compile(r"HARVEST-RECORD:\s*\{\s*\"record\":\s*\"([^\"\\]+)\"")
_KEPT = ("stage", "decision", "person", "reason", "note", "decided_at", "record_version")

_RAYYAN_WORDS: dict[str, Word] = {
    "included": "include",
    "excluded": "exclude",
    "maybe": "undecided",
}
_OURS_IN_RAYYAN = {word: name.capitalize() for name, word in _RAYYAN_WORDS.items()}
_PART = re.compile(
    r"(RAYYAN-INCLUSION|RAYYAN-LABELS|RAYYAN-EXCLUSION-REASONS|USER-NOTES)\s*:\s*"
    r"(.*?)(?=\s*\|\s*(?:RAYYAN-|USER-NOTES|HARVEST-RECORD)|\s*HARVEST-RECORD:|\Z)",
    re.DOTALL,
)
_TEXT = r'"((?:[^"\\]|\\.)*)"'
_SAID = re.compile(_TEXT + r"\s*=>\s*" + _TEXT, re.DOTALL)
_NOTED = re.compile(_TEXT + r"\s*=>\s*\[((?:\s*" + _TEXT + r"\s*,?)*)\s*\]", re.DOTALL)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)

_ASREVIEW: dict[str, Word | None] = {
    "relevant": "include",
    "irrelevant": "exclude",
    "not_seen": None,
    "prior": None,
}
_ASREVIEW_MARK = re.compile(r"ASReview_(?:validate_)?(\w+)")


@dataclass(frozen=True, slots=True)
class Own:
    """What our mark says: our key, the version when it was written, the decisions of that day."""

    record: str
    stage: Stage | None = None
    """The stage whose decisions were written for another program"""
    version: str = ""
    shown: str = ""
    """The decision that a program without names was given"""
    decisions: tuple[Decision, ...] = field(default=(), repr=False)


def mark(own: Own) -> str:
    """Our mark for the notes of a record: one line of ASCII, which every encoding keeps."""
    said = asdict(own)
    said["decisions"] = [{key: each[key] for key in _KEPT} for each in said["decisions"]]
    return f"{_MARK} {json.dumps(said)}"


def parted(text: str) -> tuple[Own | None, str]:
    """What our mark in a text says, of one that was cut the key alone; and the rest of the text."""
    start = text.find(_MARK)
    if start < 0:
        return None, text
    body = text[start + len(_MARK) :].lstrip()
    try:
        said, end = json.JSONDecoder().raw_decode(body)
        record, version, shown = (str(said[key]) for key in ("record", "version", "shown"))
        stage = next((each for each in STAGES if each == said["stage"]), None)
        kept = tuple(_kept(record, each) for each in said["decisions"])
    except (ValueError, KeyError, TypeError):
        found = _SHORT.search(text, start)
        rest = f"{text[:start]}\n{body.partition(chr(10))[2]}"
        return (Own(found[1]) if found else None), rest
    return Own(record, stage, version, shown, kept), f"{text[:start]}\n{body[end:]}"


def _kept(record: str, said: dict[str, str]) -> Decision:
    values = {key: one_line(str(said[key])) for key in _KEPT}
    spelled, said_word = values.pop("stage"), values.pop("decision")
    stage = next((each for each in STAGES if each == spelled), None)
    word = next((each for each in WORDS if each == said_word), None)
    if stage is None or word is None:
        raise ValueError(record)
    return Decision(record=record, stage=stage, decision=word, **values)


def rayyan(decisions: Sequence[Decision]) -> str:
    """Decisions as Rayyan has them in the notes of a record; empty for none."""
    if not decisions:
        return ""
    said = ", ".join(
        f'"{_escaped(each.person)}"=>"{_OURS_IN_RAYYAN[each.decision]}"' for each in decisions
    )
    parts = [f"RAYYAN-INCLUSION: {{{said}}}"]
    if reasons := dict.fromkeys(each.reason for each in decisions if each.reason):
        parts.append(f"RAYYAN-EXCLUSION-REASONS: {','.join(reasons)}")
    if noted := [each for each in decisions if each.note]:
        notes = ", ".join(f'"{_escaped(each.person)}"=>["{_escaped(each.note)}"]' for each in noted)
        parts.append(f"USER-NOTES: {{{notes}}}")
    return " | ".join(parts)


def from_rayyan(text: str, known: Sequence[str]) -> tuple[tuple[Label, ...], tuple[str, ...]]:
    """Rayyan's decisions in the notes of a record, and what of them can't be read.

    Rayyan gives reasons for the record, not by person: everybody who excludes has the first that is
    ``known`` to the topic, else the first; others, and labels, go into the note.
    """
    if "=&gt;" in text:  # as it comes out of some pages and tables
        text = html.unescape(text)
    parts = {match[1]: match[2].strip() for match in _PART.finditer(text)}
    notes = {
        _plain(match[1]): [_plain(each[1]) for each in re.finditer(_TEXT, match[2])]
        for match in _NOTED.finditer(parts.get("USER-NOTES", ""))
    }
    said = {_plain(m[1]): _plain(m[2]) for m in _SAID.finditer(parts.get("RAYYAN-INCLUSION", ""))}
    words = {person: _RAYYAN_WORDS.get(name.strip().lower()) for person, name in said.items()}
    reasons = _listed(parts.get("RAYYAN-EXCLUSION-REASONS", ""))
    topic = [each.casefold() for each in known]
    reason = next((each for each in reasons if each.casefold() in topic), "".join(reasons[:1]))
    others = [f"also {each}" for each in reasons if each != reason]
    tags = [f"label {each}" for each in _listed(parts.get("RAYYAN-LABELS", ""))]
    labels = []
    for person, word in words.items():
        if word == "exclude":
            told = one_line("; ".join([*notes.pop(person, []), *others, *tags]))
            labels.append(Label(word, person, None, reason, told))
        elif word is not None:
            told = one_line("; ".join([*notes.pop(person, []), *tags]))
            labels.append(Label(word, person, None, "", told))
    odd = [f"{person}: {said[person]}" for person, word in words.items() if word is None]
    odd += [f"note of {person}: {'; '.join(told)}" for person, told in notes.items()]
    if not said and parts.get("RAYYAN-INCLUSION", "").strip("{} "):
        odd.append(f"RAYYAN-INCLUSION: {parts['RAYYAN-INCLUSION']}")
    if reasons and "exclude" not in words.values():
        odd.append(f"reasons without an exclusion: {', '.join(reasons)}")
    if tags and not labels:
        odd.append(", ".join(tags))
    return tuple(labels), tuple(odd)


def asreview_note(word: str) -> str:
    """A decision, or none, as ASReview has it in the notes of a record."""
    names = {"include": "relevant", "exclude": "irrelevant"}
    return f"ASReview_{names.get(word, 'not_seen')}"


def from_asreview(notes: Sequence[str]) -> tuple[Label, ...]:
    """ASReview's decision among the notes of a record."""
    for note in notes:
        found = _ASREVIEW_MARK.fullmatch(note.strip())
        word = _ASREVIEW.get(found[1]) if found else None
        if word is not None:
            return (Label(word),)
    return ()


def _listed(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _plain(text: str) -> str:
    return one_line(_ESCAPE.sub(lambda found: _letter(found[1]), text))


def _letter(escaped: str) -> str:
    if escaped[0] == "u" and len(escaped) > 1:
        return chr(int(escaped[1:], 16))
    return {"n": " ", "t": " ", "r": " "}.get(escaped, escaped)


def without_marks(text: str) -> str:
    """What is left of a text without the parts of Rayyan and ASReview."""
    return one_line(_ASREVIEW_MARK.sub("", _PART.sub("", text)).strip(" |\n"))
