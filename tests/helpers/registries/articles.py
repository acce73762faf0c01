"""Made articles in the forms of many journals, and articles made for one test."""

from functools import cache
from pathlib import Path

from harvest.evidence.full_texts.facts import facts
from harvest.evidence.full_texts.text import Found
from harvest.records import Raw, Record
from harvest.rows import FullText, FullTextSection
from harvest.sources.europepmc import SOURCE

FOLDER = Path(__file__).parents[2] / "data" / "articles"
BY = (
    '<license xlink:href="http://creativecommons.org/licenses/by/4.0/"><license-p>'
    "This is an open access article.</license-p></license>"
)


def made(name: str) -> bytes:
    """A made article of the folder."""
    return (FOLDER / f"{name}.xml").read_bytes()


def number_of(body: bytes) -> str:
    """The PMC number that a made article gives itself."""
    text = body.decode()
    place = text.index('pub-id-type="pmc')
    return "PMC" + "".join(
        filter(str.isdigit, text[text.index(">", place) : text.index("<", place)])
    )


def article(
    pmcid: str = "PMC1",
    *,
    licence: str = BY,
    body: str = "<p>Text.</p>",
    pmid: str = "",
    more: str = "",
) -> bytes:
    """An article with this body; ``more`` stands at the end of its front."""
    own = f'<article-id pub-id-type="pmid">{pmid}</article-id>' if pmid else ""
    return (
        '<article xmlns:xlink="http://www.w3.org/1999/xlink"'
        ' xmlns:ali="http://www.niso.org/schemas/ali/1.0/" article-type="research-article"><front>'
        f'<article-meta><article-id pub-id-type="pmcid">{pmcid}</article-id>{own}'
        "<title-group><article-title>Made</article-title></title-group>"
        f"<permissions>{licence}</permissions>{more}</article-meta></front>"
        f"<body>{body}</body></article>"
    ).encode()


def record_of(body: bytes, pmcid: str | None = None) -> Record:
    """An article read as the store has it read."""
    key = pmcid or number_of(body)
    return SOURCE.normalise(Raw("europepmc", "full_text", key, body, "2026-11-24T06:00:00Z"))


def text_of(body: bytes) -> FullText:
    """What an article is."""
    (row,) = record_of(body).tables["full_texts"]
    return FullText(*row)  # type: ignore[arg-type]


def sections_of(body: bytes) -> list[FullTextSection]:
    """The sections of an article."""
    return [FullTextSection(*row) for row in record_of(body).tables["full_text_sections"]]  # type: ignore[arg-type]


@cache
def facts_of(body: bytes, role: str = "") -> tuple[Found, ...]:
    """What is read of an article."""
    return facts(sections_of(body), role, text_of(body).title or "")


def told(body: bytes, role: str = "") -> dict[str, str | None]:
    """The values by what they are; of statements the words."""
    return {
        each.fact: each.value or each.words
        for each in facts_of(body, role)
        if each.fact != "registration"
    }


def own_numbers(body: bytes, role: str = "") -> set[str | None]:
    """The numbers of trials that an article calls its own."""
    return {each.value for each in facts_of(body, role) if each.own}
