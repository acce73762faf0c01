"""What the E-utilities answer: a result, or one of the many ways in which they say that they fail.

They put errors into a 200 as readily as into a 400. An error is never "no results".
"""

import json
import re
from typing import NamedTuple

from harvest.text import line
from harvest.web import Answer, Verdict, generic_judge

_json = generic_judge("json")
_xml = generic_judge("xml")

_WHOLE_SET = re.compile(rb"(?:</PubmedArticleSet>|<PubmedArticleSet\s*/>)\s*(?:<!--.*-->\s*)?\Z")
_NO_IDS = "ID list is empty"
_QUERY_AT_FAULT = re.compile(
    r"parenthes|bracket|syntax|empty term|unknown datetype|has nothing to work on|"
    r"'retstart' cannot be larger",
    re.IGNORECASE,
)
_PMID = re.compile(r"[1-9][0-9]{0,8}")


class Result(NamedTuple):
    """What esearch says: how many match, their PMIDs as far as listed, and how it understood us."""

    matching: int
    pmids: tuple[str, ...]
    translation: str | None
    phrases_not_found: tuple[str, ...]  # words and phrases that it does not know
    fields_not_found: tuple[str, ...]  # it then looks in all fields: another, broader question
    warnings: tuple[str, ...]


def judge(answer: Answer) -> tuple[Verdict, str]:
    """Read an answer of esearch (JSON) or efetch (XML)."""
    if answer.url.endswith("/esearch.fcgi"):
        return _of_search(answer)
    verdict, reason = _xml(answer)
    if verdict is Verdict.OK and _WHOLE_SET.search(answer.body[-4096:]) is None:
        return Verdict.MALFORMED, "XML that is not a complete set of records"
    return verdict, reason


def _of_search(answer: Answer) -> tuple[Verdict, str]:
    verdict, reason = _json(answer)
    if verdict is Verdict.TRANSIENT and answer.status == 200:
        said = search_error(answer.body)
        if said is not None and _QUERY_AT_FAULT.search(said):
            return Verdict.PERMANENT, "PubMed can't read the query"
    if verdict is Verdict.OK and result(answer.body) is None:
        return Verdict.MALFORMED, "a search result without count or ids"
    return verdict, reason


def search_error(body: bytes) -> str | None:
    """The error that esearch reports in place of a result."""
    inner = _esearchresult(body)
    said = inner.get("ERROR") if inner is not None else None
    return line(said, 300) if isinstance(said, str) else None


def says_no_ids(body: str) -> bool:
    """Whether efetch says that it knows none of the ids (it does so with status 400)."""
    return _NO_IDS in body.replace("+", " ")


def result(body: bytes) -> Result | None:
    """The result of a search; None if the body holds none that can be believed."""
    inner = _esearchresult(body)
    if inner is None:
        return None
    count, ids = _digits(inner.get("count")), inner.get("idlist")
    if not re.fullmatch(r"[0-9]{1,9}", count) or not isinstance(ids, list):
        return None
    pmids = tuple(map(_digits, ids))
    if not all(map(_PMID.fullmatch, pmids)):
        return None
    errors, warned = _texts(inner.get("errorlist")), _texts(inner.get("warninglist"))
    phrases = (*errors.pop("phrasesnotfound", ()), *warned.pop("quotedphrasesnotfound", ()))
    fields = errors.pop("fieldsnotfound", ())
    translation = inner.get("querytranslation")
    return Result(
        matching=int(count),
        pmids=pmids,
        translation=translation if isinstance(translation, str) else None,
        phrases_not_found=phrases,
        fields_not_found=tuple(f"[{field}]" for field in fields),
        warnings=tuple(text for texts in (*errors.values(), *warned.values()) for text in texts),
    )


def _digits(value: object) -> str:
    """A number, which PubMed writes as text; as a JSON number it means the same."""
    return str(value) if isinstance(value, str) or type(value) is int else ""


def _esearchresult(body: bytes) -> dict[str, object] | None:
    """The inner object; its texts may hold raw line ends, which strict JSON does not allow."""
    try:
        outer = json.loads(body.decode("utf-8"), strict=False)
    except (ValueError, RecursionError):
        return None
    inner = outer.get("esearchresult") if isinstance(outer, dict) else None
    return inner if isinstance(inner, dict) else None


def _texts(lists: object) -> dict[str, tuple[str, ...]]:
    """The lists of texts in an errorlist or warninglist."""
    if not isinstance(lists, dict):
        return {}
    return {
        str(name): tuple(line(text, 300) for text in texts if isinstance(text, str))
        for name, texts in lists.items()
        if isinstance(texts, list)
    }
