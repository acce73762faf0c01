"""The licence that an article's own file names, its sections, and files that are not what they say.

Relies on nothing beside the program.
"""

from datetime import date

import pytest

from harvest.errors import RecordError
from harvest.sources.europepmc.articles.reading import digest, kept
from tests.helpers.registries.articles import article, made, number_of, sections_of, text_of

TODAY = date(2026, 11, 24)
CC = "creativecommons.org/licenses"


@pytest.mark.parametrize(
    ("licence", "name", "rights"),
    [
        (f'<license xlink:href="https://{CC}/by/4.0/"/>', "CC BY 4.0", "keep"),
        (f'<license><ali:license_ref>http://{CC}/by-nc-sa/3.0/</ali:license_ref></license>',
         "CC BY-NC-SA 3.0", "read"),
        ('<license license-type="CC BY-NC-ND"><license-p>Open access.</license-p></license>',
         "CC BY-NC-ND", "read"),
        ("<license><license-p>Creative Commons Attribution-NoDerivatives 4.0 International"
         "</license-p></license>", "CC BY-ND 4.0", "read"),
        (f'<license license-type="CC BY" xlink:href="http://{CC}/by/4.0/"><license-p>for '
         "non-commercial use only</license-p></license>", "CC BY-NC", "read"),
        ('<license license-type="cc0"><license-p>CC0</license-p></license>', "CC0 1.0", "keep"),
        ('<license xlink:href="https://creativecommons.org/publicdomain/zero/1.0/"/>', "CC0 1.0",
         "keep"),
        ("<license><license-p>All rights reserved.</license-p></license>", "All rights reserved.",
         "link"),
        ("<copyright-statement>© 2020 A. Press</copyright-statement>", None, "link"),
        ("", None, "link"),
    ],
)  # fmt: skip
def test_a_licence_is_read_from_the_file(licence: str, name: str | None, rights: str) -> None:
    text = text_of(article(licence=licence))
    assert ((text.licence or "")[:15].strip() or None, text.rights) == (
        name and name[:15].strip(),
        rights,
    )


def test_of_an_article_that_may_only_be_linked_nothing_is_kept_but_what_says_so() -> None:
    body = kept("PMC9000012", made("restricted"), TODAY).body
    assert b"secret" not in body
    assert text_of(body).title == "Not for everybody"
    assert sections_of(body) == []


def test_an_article_that_is_not_free_yet_is_not_kept_before_its_day() -> None:
    licence = f'<license xlink:href="https://{CC}/by/4.0/"/>'
    embargo = f'<ali:free_to_read start_date="2027-01-01"/>{licence}'
    body = article(licence=embargo, body="<p>Secret.</p>")
    assert b"Secret" not in kept("PMC1", body, TODAY).body
    assert b"Secret" in kept("PMC1", body, date(2027, 1, 1)).body


BOMB = (
    '<!DOCTYPE article [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)).replace("&a0;", "&a;")
    + "]>"
)
OUTSIDE = '<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "body",
    [
        BOMB.encode() + article(body="<p>&a8;</p>"),
        OUTSIDE.encode() + article(body="<p>&x;</p>"),
        article()[:-20],
        b"<html><body>Not an article</body></html>",
        b"<article><body/></article>",
        b"\x00\xff",
        article("PMC2"),
    ],
    ids=["bomb", "outside", "cut", "page", "no front", "bytes", "another"],
)
def test_what_is_no_article_whole_and_harmless_is_refused(body: bytes) -> None:
    with pytest.raises(RecordError):
        kept("PMC1", body, TODAY)


def test_a_document_type_is_usual_and_its_entities_are_read_without_it() -> None:
    kind = b'<!DOCTYPE article PUBLIC "-//NLM//DTD JATS//EN" "JATS-archivearticle1.dtd">'
    (section,) = sections_of(kind + article(body="<p>5&#160;ml&nbsp;of&#x2009;cells</p>"))
    assert section.text == "5 ml of cells"


def test_the_same_article_in_another_order_is_no_new_version() -> None:
    body = article(body='<sec id="a" sec-type="methods"><p>Text.</p></sec>')
    again = body.replace(b'id="a" sec-type="methods"', b'sec-type="methods"  id="a"')
    assert digest(body) == digest(again)
    assert digest(body) != digest(body.replace(b"Text.", b"Other text."))


def test_words_inside_marks_stay_words_and_marks_of_references_go() -> None:
    (section,) = sections_of(
        article(
            body="<p>Cells<sup><xref ref-type='bibr'>3</xref>,<xref ref-type='bibr'>4</xref></sup> "
            "(2 × 10<sup>6</sup>/kg, <italic>n</italic> = 40 [<xref ref-type='bibr'>5</xref>]) in "
            "CO<sub>2</sub>."
            "<xref ref-type='bibr'><sup>7</sup></xref><table-wrap><p>9</p></table-wrap></p>"
        )
    )
    assert section.text == "Cells (2 × 10^6/kg, n = 40 [5]) in CO2."


def test_sections_are_known_by_heading_type_and_place() -> None:
    kinds = [(each.kind, each.heading) for each in sections_of(made("bmc"))]
    assert kinds == [
        ("abstract", "Abstract › Background"),
        ("abstract", "Abstract › Methods"),
        ("registration", "Abstract › Trial registration"),
        ("introduction", "Background"),
        ("methods", "Methods › Participants"),
        ("results", "Results"),
        ("discussion", "Discussion"),
        ("funding", "Declarations › Funding"),
        ("conflicts", "Declarations › Competing interests"),
        ("availability", "Declarations › Availability of data and materials"),
    ]
    assert number_of(made("bmc")) == "PMC9000001"
