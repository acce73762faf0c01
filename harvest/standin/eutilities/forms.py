"""The documents that the E-utilities answer with, byte for byte in NCBI's forms."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax import saxutils

from harvest.standin.eutilities.query import Answer
from harvest.standin.http.server import Response

_XML = '<?xml version="1.0" encoding="UTF-8" ?>\n'


def _doctype(root: str, title: str, day: str, name: str) -> str:
    place = f"https://eutils.ncbi.nlm.nih.gov/eutils/dtd/{day}/{name}.dtd"
    return f'<!DOCTYPE {root} PUBLIC "-//NLM//DTD {title} {day}//EN" "{place}">'


_SEARCH = _doctype("eSearchResult", "esearch", "20060628", "esearch")
_FETCH = _doctype("eEfetchResult", "efetch", "20131226", "efetch")  # the root is spelt otherwise
_POST = _doctype("ePostResult", "epost", "20090526", "epost")
_INFO = _doctype("eInfoResult", "einfo", "20190110", "einfo")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What esearch found: the whole count, the page asked for, and the set kept on the server."""

    count: int
    start: int
    page: list[int]
    answer: Answer
    kept: tuple[str, int] | None  # WebEnv and query key

    def as_json(self) -> dict[str, Any]:
        """The form of retmode=json, numbers as text."""
        answer = self.answer
        result: dict[str, Any] = {
            "count": str(self.count),
            "retmax": str(len(self.page)),
            "retstart": str(self.start),
        }
        if self.kept:
            result |= {"querykey": str(self.kept[1]), "webenv": self.kept[0]}
        result["idlist"] = [str(pmid) for pmid in self.page]
        result["translationset"] = [{"from": old, "to": new} for old, new in answer.mapped]
        result["querytranslation"] = answer.translation
        if answer.phrases_not_found or answer.fields_not_found:
            result["errorlist"] = {
                "phrasesnotfound": answer.phrases_not_found,
                "fieldsnotfound": answer.fields_not_found,
            }
        if answer.quoted_not_found or answer.messages:
            result["warninglist"] = {
                "phrasesignored": [],
                "quotedphrasesnotfound": answer.quoted_not_found,
                "outputmessages": answer.messages,
            }
        return {"header": {"type": "esearch", "version": "0.3"}, "esearchresult": result}

    def as_xml(self) -> str:
        """The form of retmode=xml."""
        answer = self.answer
        kept = ""
        if self.kept:
            kept = f"<QueryKey>{self.kept[1]}</QueryKey><WebEnv>{self.kept[0]}</WebEnv>"
        ids = "".join(f"<Id>{pmid}</Id>\n" for pmid in self.page)
        mapped = "".join(
            f"<Translation>     <From>{escape(old)}</From>"
            f"     <To>{escape(new)}</To>    </Translation>"
            for old, new in answer.mapped
        )
        errors = _elements("PhraseNotFound", answer.phrases_not_found)
        errors += _elements("FieldNotFound", answer.fields_not_found)
        warnings = _elements("QuotedPhraseNotFound", answer.quoted_not_found)
        warnings += _elements("OutputMessage", answer.messages)
        return search_document(
            f"<Count>{self.count}</Count><RetMax>{len(self.page)}</RetMax>"
            f"<RetStart>{self.start}</RetStart>{kept}"
            + _element("IdList", f"\n{ids}" if ids else "", always=True)
            + _element("TranslationSet", mapped, always=True)
            + f"<QueryTranslation>{escape(answer.translation)}</QueryTranslation>"
            + _element("ErrorList", errors)
            + _element("WarningList", warnings)
        )


_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """A text as XML can hold it: it may come from a request."""
    return saxutils.escape(_NOT_XML.sub("\ufffd", text))


def _element(name: str, inside: str, *, always: bool = False) -> str:
    if inside:
        return f"<{name}>{inside}</{name}>"
    return f"<{name}/>" if always else ""


def _elements(name: str, texts: list[str]) -> str:
    return "".join(f"<{name}>{escape(text)}</{name}>" for text in texts)


def search_document(inside: str) -> str:
    """An esearch document."""
    return f"{_XML}{_SEARCH}\n<eSearchResult>{inside}</eSearchResult>\n"


def search_error(text: str, *, as_json: bool) -> Response:
    """An error inside a 200; in JSON its newlines are raw, so a strict parser refuses them."""
    if not as_json:
        return xml(search_document(f"<ERROR>{escape(text)}</ERROR>"))
    quoted = json.dumps(text).replace("\\n", "\n")
    body = f'{{"header":{{"type":"esearch","version":"0.3"}},"esearchresult":{{"ERROR":{quoted}}}}}'
    return Response(body.encode(), 200, "application/json; charset=UTF-8")


def article_set(bodies: Sequence[bytes], dtd: str = "250101") -> bytes:
    """An efetch document of these citations; ``dtd`` is the day in its DOCTYPE."""
    head = (
        '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC '
        f'"-//NLM//DTD PubMedArticle, 1st January 20{dtd[:2]}//EN" '
        f'"https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_{dtd}.dtd">\n<PubmedArticleSet>'
    )
    between = b"\n" if bodies else b""
    return head.encode() + between + b"".join(bodies) + b"</PubmedArticleSet>\n"


def fetch_error(text: str, status: int = 200) -> Response:
    """An efetch document that holds an error."""
    body = f"{_XML}{_FETCH}\n<eFetchResult>\n\t<ERROR>{escape(text)}</ERROR>\n</eFetchResult>\n"
    return Response(body.encode(), status, "text/xml; charset=UTF-8")


def post_result(web_env: str, query_key: int) -> Response:
    """An epost document: where the ids are kept."""
    inside = f"\n\t<QueryKey>{query_key}</QueryKey>\n\t<WebEnv>{web_env}</WebEnv>\n"
    return xml(f"{_XML}{_POST}<ePostResult>{inside}</ePostResult>\n")


def post_error(text: str) -> Response:
    """An epost document that holds an error."""
    return xml(f"{_XML}{_POST}<ePostResult>\n\t<ERROR>{escape(text)}</ERROR></ePostResult>\n")


def info(count: int | None, day: str) -> Response:
    """An einfo document: of PubMed, or with no count the list of databases."""
    if count is None:
        inside = "<DbList>\n\t<DbName>pubmed</DbName>\n</DbList>"
    else:
        inside = (
            "\t<DbInfo>\n\t\t<DbName>pubmed</DbName>\n\t\t<MenuName>PubMed</MenuName>\n"
            f"\t\t<Count>{count}</Count>\n\t\t<LastUpdate>{day} 06:33</LastUpdate>\n\t</DbInfo>"
        )
    return xml(f"{_XML}{_INFO}\n<eInfoResult>\n{inside}\n</eInfoResult>\n")


def rate_exceeded(key: str, count: int, limit: int, retry_after: str | None = "2") -> Response:
    """The refusal of a rate: JSON, whatever was asked for."""
    text = '{"error":"API rate limit exceeded","api-key":"%s","count":"%d","limit":"%d"}'
    headers = [("X-RateLimit-Limit", str(limit)), ("X-RateLimit-Remaining", "0")]
    if retry_after is not None:
        headers.append(("Retry-After", retry_after))
    body = (text % (key, count, limit)).encode()
    return Response(body, 429, "application/json", tuple(headers))


def key_invalid(key: str) -> Response:
    """The refusal of a key, which it echoes."""
    text = '{"error":"API key invalid","api-key":"%s","type":"invalid",\n"status":"unknown"}'
    return Response((text % key).encode(), 400, "application/json")


def xml(text: str) -> Response:
    """An XML answer."""
    return Response(text.encode(), 200, "text/xml; charset=UTF-8", chunked=True)


def as_json(value: Any) -> Response:
    """A JSON answer."""
    body = json.dumps(value, separators=(",", ":"))
    return Response(body.encode(), 200, "application/json; charset=UTF-8", chunked=True)
