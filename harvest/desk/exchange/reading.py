"""Files of other programs, read leniently: RIS, CSV and TSV, in UTF-8 or ISO-8859-1."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from harvest import identifiers
from harvest.config.reader import listed
from harvest.desk.decisions.model import Decision, Word
from harvest.desk.decisions.rows import decision
from harvest.desk.exchange import marks
from harvest.desk.exchange.entry import Entry, Label
from harvest.desk.exchange.lists import LISTS, List, list_of
from harvest.errors import ConfigError, NoPermission, UsageError
from harvest.judgements.files import DECISIONS, Row

_RIS_LINE = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*))?")
_PUBMED = re.compile(r"pubmed[^\s]*/([0-9]{1,8})\b|\bPMID:?\s*([0-9]{1,8})\b", re.IGNORECASE)
_TITLES = ("title", "primary_title")
_RIS_TITLES = ("TI", "T1")
_MOST_CELL = 4_000_000
_LABELS: Mapping[Word, tuple[str, ...]] = {
    "include": ("1", "true", "yes", "y", "include", "included", "relevant"),
    "exclude": ("0", "false", "no", "n", "exclude", "excluded", "irrelevant", "not relevant"),
}
"""A label of ASReview's table, as it and as spreadsheets and scripts write it."""
_UNLABELLED = ("-1", "nan", "none", "null", "na", "n/a", "not seen", "not labeled", "unlabeled")


def entries(path: Path, known: Sequence[str], chosen: List | None) -> list[Entry]:
    """The records of a file. ``known`` are the topic's reasons, ``chosen`` Covidence's list.

    Raises UsageError for a file that is none of these, naming its line, and NoPermission.
    """
    text = _text(path)
    if not text.strip():
        raise UsageError(f"{path}: is empty")
    if re.match(r"\s*TY  ?-", text):
        return [_of_ris(place, record, known, chosen) for place, record in _ris(path, text)]
    return list(_of_table(path, text, known, chosen))


def _text(path: Path) -> str:
    try:
        body = path.read_bytes()
    except PermissionError:
        raise NoPermission(f"{path}: may not be read; check its owner and mode") from None
    except OSError as error:
        raise UsageError(f"{path}: can't be read ({error.strerror}); name a file") from None
    if body[:4] == b"PK\x03\x04":
        raise UsageError(f"{path}: is a workbook of a spreadsheet or an archive; save it as CSV")
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


# --- RIS ---


def _ris(path: Path, text: str) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Each record: the line of its TY, and the values of each tag."""
    record: dict[str, list[str]] = {}
    start, last = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        found = _RIS_LINE.fullmatch(line.rstrip())
        if found and found[1] == "ER":
            yield start, record
            record, last = {}, ""
        elif found:
            if found[1] == "TY":
                if record:  # the record before was never ended
                    yield start, record
                    record = {}
                start = number
            last = found[1]
            record.setdefault(last, []).append((found[2] or "").strip())
        elif last and line.strip():
            record[last][-1] = f"{record[last][-1]} {line.strip()}".strip()
        elif line.strip() and not record:
            raise UsageError(f"{path}: line {number} is not RIS; a record begins with TY  -")
    if record:
        yield start, record


def _of_ris(
    place: int, record: Mapping[str, list[str]], known: Sequence[str], chosen: List | None
) -> Entry:
    notes = [*record.get("N1", ()), *record.get("RN", ())]
    own, rest = marks.parted("\n".join(notes))
    labels, odd = marks.from_rayyan(rest, known)
    labels += marks.from_asreview([note.strip() for note in re.split(r"[\n;]", rest)])
    if chosen is not None:
        labels = (chosen.label(marks.without_marks(rest), known),)
    kind = _first(record, "TY")
    surest = [_first(record, tag) for tag in ("ID", "AN", "SN", "C1")]
    numbers = (
        ()
        if own
        else _numbers(
            pmids=[*_in_addresses([*record.get("UR", ()), *notes])],
            dois=[*record.get("DO", ()), *record.get("UR", ())],
            trials=[*surest, *record.get("UR", ())],
            all_else=[] if record.get("DO") or kind in ("JOUR", "CHAP", "BOOK") else notes,
        )
    )
    return Entry(
        place=place,
        title=next((_first(record, tag) for tag in _RIS_TITLES if _first(record, tag)), ""),
        year=_year(_first(record, "PY") or _first(record, "Y1")),
        own=own.record if own else None,
        numbers=numbers,
        doubtful=tuple(each for each in map(_pmid, surest[:2]) if each),
        labels=labels,
        kept=own.decisions if own else (),
        odd=odd,
        cells={tag: " | ".join(values) for tag, values in record.items()},
        shown=own.shown if own else "",
        stage=own.stage if own else None,
        version=own.version if own else "",
    )


def _first(record: Mapping[str, list[str]], tag: str) -> str:
    return (record.get(tag) or [""])[0]


# --- tables ---


def _of_table(path: Path, text: str, known: Sequence[str], chosen: List | None) -> Iterator[Entry]:
    csv.field_size_limit(_MOST_CELL)
    if said := re.match(r"\s*\"?sep=.\"?[\r\n]", text, re.IGNORECASE):  # a hint to spreadsheets
        text = "\n" * said[0].count("\n") + text[said.end() :]
    first = text.lstrip("\r\n").partition("\n")[0]
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    head: list[str] | None = None
    place = 1
    try:
        for record in reader:
            cells = [cell.strip() for cell in record]
            if any(cells) and head is None:
                head = [re.sub(r"\W+", "_", cell.lower()).strip("_") for cell in cells]
                if not {"title", "record", "primary_title"} & set(head):
                    raise UsageError(
                        f"{path}: line {place}: has no column title or record; name a RIS or CSV "
                        "file of Rayyan, Covidence, ASReview or `harvest decide export`"
                    )
            elif any(cells) and head is not None:
                row = dict(zip(head, [*cells, *[""] * len(head)], strict=False))
                yield _of_row(path, place, row, known, chosen)
            place = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"{path}: line {place}: is not valid CSV ({error})") from None


def _of_row(
    path: Path, place: int, row: Mapping[str, str], known: Sequence[str], chosen: List | None
) -> Entry:
    if {"record", "stage", "decision", "person"} <= row.keys():
        return _of_decision(path, place, row)
    notes = "\n".join(
        text for name, text in row.items() if name == "notes" or name.startswith("exported_notes")
    )
    own, rest = marks.parted("\n".join([row.get("harvest_record", ""), notes]))
    labels, odd = marks.from_rayyan(rest, known)
    word, unread = _asreview(row)
    if word is not None:
        labels = (Label(word, note=marks.without_marks(rest)),)
    elif not labels:
        odd += unread
    if which := chosen or (_list_of(path) if row.get("covidence") else None):
        labels = (which.label(marks.without_marks(rest), known),)
    return Entry(
        place=place,
        title=next((row[name] for name in _TITLES if row.get(name)), ""),
        year=_year(row.get("year") or row.get("published_year") or row.get("date") or ""),
        own=own.record if own else None,
        numbers=()
        if own
        else _numbers(
            pmids=[
                row.get("pubmed_id", ""),
                row.get("pmid", ""),
                *_in_addresses([row.get("url", ""), row.get("urls", ""), notes]),
            ],
            dois=[row.get("doi", ""), row.get("url", ""), row.get("urls", "")],
            trials=[
                *(row.get(each, "") for each in ("accession_number", "ref", "key", "issn")),
                *(row.get(each, "") for each in ("url", "urls", "study")),
            ],
            all_else=[]
            if row.get("doi") or row.get("pubmed_id") or row.get("journal")
            else [notes],
        ),
        doubtful=tuple(filter(None, [_pmid(row.get("accession_number", ""))])),
        labels=labels,
        kept=own.decisions if own else (),
        odd=odd,
        cells=row,
        shown=own.shown if own else "",
        stage=own.stage if own else None,
        version=own.version if own else "",
    )


def _of_decision(path: Path, place: int, row: Mapping[str, str]) -> Entry:
    """A line of our own form; what is wrong in it is told with it, not lost."""
    cells = dict.fromkeys(DECISIONS.columns, "") | dict(row)
    try:
        found: tuple[Decision, ...] = (decision(Row(path, place, cells)),)
        odd: tuple[str, ...] = ()
    except ConfigError as error:
        found, odd = (), (str(error).partition(": ")[2],)
    return Entry(place, row.get("title", ""), own=row["record"], kept=found, odd=odd, cells=row)


def _list_of(path: Path) -> List:
    found = list_of(path)
    if found is None:
        raise UsageError(f"{path}: which list of Covidence is it? say --list {listed(LISTS)}")
    return found


def _asreview(row: Mapping[str, str]) -> tuple[Word | None, tuple[str, ...]]:
    """ASReview's decision in a row, and what of it can't be read."""
    odd = []
    for name in ("asreview_label", "included", "label_included", "label"):
        said = row.get(name, "").lower().removesuffix(".0").replace("_", " ")
        word = next((word for word, names in _LABELS.items() if said in names), None)
        if word is not None:
            return word, ()
        if said and said not in _UNLABELLED:
            odd.append(f"{name}: {row[name]}")
    return None, tuple(odd)


# --- numbers ---


def _numbers(
    pmids: Sequence[str], dois: Sequence[str], trials: Sequence[str], all_else: Sequence[str]
) -> tuple[str, ...]:
    """Keys of papers and trials that fields give, the surest first."""
    found = [each for each in map(_pmid, pmids) if each]
    for text in dois:
        found += [f"doi:{each.id}" for each in identifiers.find(text, "paper") if _is_doi(each)]
    for text in (*trials, *all_else):
        found += [each.id for each in identifiers.trials_in(text)]
    return tuple(dict.fromkeys(found))


def _is_doi(found: identifiers.Found) -> bool:
    return found.registry == "doi"


def _pmid(text: str) -> str | None:
    key = identifiers.key(text.removesuffix(".0")) if text else ""
    return key if key.isdecimal() and not key.startswith("0") else None


def _in_addresses(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for found in _PUBMED.finditer(text):
            yield found[1] or found[2]


def _year(text: str) -> str:
    found = re.search(r"\b(1[89]|20)[0-9]{2}\b", text)
    return found[0] if found else ""
