"""The stand-in for Europe PMC reads its query language, and refuses what it would not understand.

Relies on nothing beside the program.
"""

import pytest

from harvest.standin.europepmc.query import QueryError, parsed, text_of

TEXT = text_of(
    {"id": "PPR7", "source": "PPR", "doi": "10.1101/X", "title": "Liver cirrhosis and cells",
     "abstractText": "Stem cells were given."},
    "Registered as NCT99000001.",
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("NCT99000001", True),
        ('"NCT9900000"', False),
        ('SRC:PPR AND (TITLE_ABS:"stem cells" OR TITLE:"x")', True),
        ('TITLE:"stem cells"', False),
        ('ABSTRACT:"stem cells" NOT SRC:MED', True),
        ("EXT_ID:PPR7 OR EXT_ID:PPR8", True),
        ('DOI:"10.1101/x"', True),
        ("liver AND stem AND NOT cirrhosis", False),
        ('"liver cirrhosis" registered', True),
    ],
)
def test_a_query_finds_what_it_asks_for(query: str, matches: bool) -> None:
    assert parsed(query)(TEXT) is matches


@pytest.mark.parametrize(
    "query", ["", "  ", '"open', "(a OR b", "a OR", "AND a", 'COLOUR:"red"', "a) b", '""']
)
def test_a_query_that_is_none_is_refused(query: str) -> None:
    with pytest.raises(QueryError):
        parsed(query)
