"""Countries: one name each, whatever a registry calls them, and none for what is no country.

Relies on nothing beside the program.
"""

import pytest

from harvest.vocabularies.countries import countries, country

NAMES = {
    "United Kingdom": [
        *("England", "Scotland", "Wales", "Northern Ireland", "Great Britain", "UK"),
        "United Kingdom of Great Britain and Northern Ireland (the)",
    ],
    "United States": ["USA", "U.S.A.", "United States of America (the)", "The United States"],
    "South Korea": [
        *("Korea, Republic of", "Korea, Republic Of", "Korea (the Republic of)", "Korea, South"),
        *("Republic of Korea", "KOREA, REPUBLIC OF", "Korea (Republic of)"),
    ],
    "North Korea": [
        *("Democratic People's Republic of Korea", "Democratic People’s Republic of Korea"),
        "Korea (the Democratic People's Republic of)",
    ],
    "Iran": ["Iran (Islamic Republic of)", "Iran, Islamic Republic of", "Islamic Republic of Iran"],
    "Türkiye": ["Turkey", "Turkiye", "Turkey (Türkiye)", "TÜRKİYE", "TÃ¼rkiye"],
    "Côte d'Ivoire": ["Cote D'Ivoire", "Côte d’Ivoire", "CÃ´te d'Ivoire", "Ivory Coast"],
    "Democratic Republic of the Congo": [
        *("Congo, The Democratic Republic of the", "Congo (the Democratic Republic of the)"),
        *("Congo (Kinshasa)", "Congo, Democratic Republic", "Democratic Republic of Congo"),
    ],
    "Republic of the Congo": ["Congo", "Congo (the)", "Congo (Brazzaville)"],
    "Bolivia": ["Bolivia (Plurinational State of)", "Bolivia, Plurinational State of"],
    "Venezuela": ["Venezuela (Bolivarian Republic of)", "Venezuela, Bolivarian Republic of"],
    "Netherlands": ["The Netherlands", "Netherlands (Kingdom of the)", "Netherlands (the)"],
    "North Macedonia": [
        *("The former Yugoslav Republic of Macedonia", "Macedonia"),
        "Macedonia, The Former Yugoslav Republic of",
    ],
    "Palestine": [
        "occupied Palestinian territory, including east Jerusalem",
        *("State of Palestine", "Palestinian Territory, Occupied"),
    ],
    "Taiwan": ["Taiwan, Province of China", "Taiwan (Province of China)", "China (Taiwan)"],
    "Hong Kong": ["Hong Kong SAR China", "China, Hong Kong Special Administrative Region"],
    "Saint Vincent and the Grenadines": ["St. Vincent & the Grenadines"],
    "Vietnam": ["Viet Nam", "Viet nam"],
    "Tanzania": ["United Republic of Tanzania", "Tanzania, the United Republic of"],
    "Moldova": ["Republic of Moldova", "Moldova (the Republic of)"],
    "Laos": ["Lao People's Democratic Republic", "Lao People’s Democratic Republic (the)"],
    "US Virgin Islands": ["Virgin Islands (U.S.)", "Virgin Islands, U.S."],
    "Russia": ["Russian Federation"],
    "Czechia": ["Czech Republic"],
    "China": ["CHINA", "China?", " China ", "The People's Republic of China"],
}


@pytest.mark.parametrize(
    ("given", "usual"), [(given, usual) for usual, names in NAMES.items() for given in names]
)
def test_a_country_has_one_name_whatever_a_registry_calls_it(given: str, usual: str) -> None:
    assert country(given) == usual


@pytest.mark.parametrize(
    "given",
    [
        *("Africa", "Europe", "Asia(except Japan)", "European Union", "Worldwide", "", "-", "??"),
        *("Korea", "Virgin Islands", "Wuhan, China", "Japan (China)", "China, Japan", "Mars"),
    ],
)
def test_what_is_no_country_or_may_be_two_has_no_name(given: str) -> None:
    assert country(given) is None


def test_every_name_of_the_vocabulary_is_read_as_its_country_or_shared_by_two() -> None:
    ambiguous = set()
    for each in countries():
        assert country(each.names[0]) == each.names[0]
        ambiguous |= {name for name in each.names if country(name) != each.names[0]}
    assert ambiguous == {"Congo", "Korea"}
