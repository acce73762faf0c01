"""What pairs of registrations have in common and in what they differ, a column a feature.

Each feature is nought where either side says nothing of it; that it is so is a feature of its own,
as a size that is not told is not one that agrees.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from harvest.evidence.links.months import Months
from harvest.evidence.reading.tokens import acronyms, squeezed
from harvest.evidence.studies.likeness.registration import OF_A_PART, Registration
from harvest.evidence.studies.likeness.series import KINDS, marks
from harvest.evidence.studies.likeness.sparse_sets import (
    Bag,
    Bagged,
    Common,
    Numbers,
    Rows,
    Sets,
    products,
    single,
)
from harvest.evidence.studies.likeness.wording import (
    abbreviations,
    name_terms,
    telling_names,
    term_of_stem,
    terms,
)

_TITLES = 2  # that are compared with each other
_LONG = 40  # words of a text of interventions that are read
_LONGEST = 60  # months between two dates that are told apart
_NO = np.iinfo(np.int32).min


class Compared:
    """Some registrations, ready to be compared in pairs, which are rows."""

    def __init__(self, told: Sequence[Registration], common: Common) -> None:
        self.told = told
        titles = [[Counter(terms(t)) for t in each.titles[:_TITLES]] for each in told]
        empty: Bag = {}
        subjects = [Counter(terms(*e.titles, *e.conditions, *e.interventions)) for e in told]
        self.texts = Bagged(
            {
                **{
                    f"title {n}": [t[n] if n < len(t) else empty for t in titles]
                    for n in range(_TITLES)
                },
                "titles": [sum(t, Counter()) for t in titles],
                "conditions": [Counter(terms(*e.conditions)) for e in told],
                "given": [Counter(terms(*e.interventions)[:_LONG]) for e in told],
                "subject": subjects,
                "outcomes": [Counter(terms(*e.outcomes)) for e in told],
                "record": [_record(e, subject) for e, subject in zip(told, subjects, strict=True)],
            },
            common,
            ("subject", "outcomes"),
        )
        self.sponsors = Bagged(
            {
                "lead": [Counter(_sponsor(e.sponsors[:1])) for e in told],
                "all": [Counter(_sponsor(e.sponsors)) for e in told],
            },
            common,
            ["lead"],
        )
        self.sets = {
            "initials": Sets(abbreviations(e.sponsors) for e in told),
            "officials": Sets(e.officials for e in told),
            "codes": Sets(e.codes for e in told),
            "countries": Sets(e.countries for e in told),
            "allocation": Sets([e.allocation] if e.allocation else [] for e in told),
            "masking": Sets([e.masking] if e.masking else [] for e in told),
            "sex": Sets([e.sex] if e.sex else [] for e in told),
            "minimum age": Sets([e.minimum_age] if e.minimum_age else [] for e in told),
            "maximum age": Sets([e.maximum_age] if e.maximum_age else [] for e in told),
        }
        # one after another, so that who leads one is looked for among all of another
        self._telling = Sets(
            [
                *(telling_names(*e.sponsors[:1]) for e in told),
                *(telling_names(*e.sponsors) for e in told),
            ]
        )
        # as well: the acronym of one is looked for in the titles of another
        self._acronyms = Sets([*map(_acronym, told), *map(_named, told)])
        read = [marks(e) for e in told]
        self.sets |= {kind: Sets(each[kind] for each in read) for kind in KINDS}
        self._heads = Sets({mark.partition(":")[0] for mark in each["part"]} for each in read)
        self._cells = {
            facet: Sets(e.cells.get(facet, ()) for e in told)
            for facet in sorted({facet for e in told for facet in e.cells})
        }
        self._size = np.array([e.size or 0 for e in told], np.float64)
        self._planned = np.array([e.size_type != "ACTUAL" for e in told])
        self._dates = {"start": _Dates(e.start for e in told), "end": _Dates(e.end for e in told)}
        self._of_a_part = np.array([e.registry in OF_A_PART for e in told])

    def features(self, rows: Rows, others: Rows) -> dict[str, Numbers]:
        """The features of pairs; the same whichever of the two comes first."""
        return (
            self._words(rows, others)
            | self._sponsor(rows, others)
            | self._sizes(rows, others)
            | self._dates["start"].features("start", rows, others)
            | {"start_later_in_part": self._later_in_part(rows, others)}
            | self._dates["end"].features("end", rows, others)
            | self._others(rows, others)
            | self._series(rows, others)
        )

    def _words(self, rows: Rows, others: Rows) -> dict[str, Numbers]:
        texts = self.texts
        each = [
            texts.cosine(f"title {n}", rows, f"title {m}", others)
            for n in range(_TITLES)
            for m in range(_TITLES)
        ]
        found = (
            texts.covered("titles", rows, "record", others),
            texts.covered("titles", others, "record", rows),
        )
        given = (
            texts.covered("given", rows, "record", others),
            texts.covered("given", others, "record", rows),
        )
        conditions = (
            texts.covered("conditions", rows, "record", others),
            texts.covered("conditions", others, "record", rows),
        )
        known_given = texts.known("given")[rows] & texts.known("given")[others]
        known_conditions = texts.known("conditions")[rows] & texts.known("conditions")[others]
        best = np.maximum.reduce(each)
        outcomes = texts.cosine("outcomes", rows, "outcomes", others)
        known_outcomes = texts.known("outcomes")[rows] & texts.known("outcomes")[others]
        return {
            "title_best": best,
            "titles_in_record": np.minimum(*found),
            "titles_in_record_more": np.maximum(*found),
            "subject": texts.cosine("subject", rows, "subject", others),
            "conditions_unknown": ~known_conditions * 1.0,
            "conditions_in_record": np.maximum(*conditions),
            "given_in_record": np.maximum(*given),
            "given_not_in_record": (known_given & (np.maximum(*given) < 0.25)) * 1.0,
            "outcomes": outcomes,
            "outcomes_fit": texts.fitted("outcomes", rows, others),
            "outcomes_unknown": ~known_outcomes * 1.0,
            "given_unknown": ~known_given * 1.0,
            "outcomes_differ": (known_outcomes & (outcomes < 0.1)) * 1.0,
            "record": texts.cosine("record", rows, "record", others),
        }

    def _sponsor(self, rows: Rows, others: Rows) -> dict[str, Numbers]:
        lead = self.sponsors.fitted("lead", rows, others)
        cross = np.maximum(
            self.sponsors.covered("lead", rows, "all", others),
            self.sponsors.covered("lead", others, "all", rows),
        )
        short = self.sets["initials"].same(rows, others)
        best = np.maximum(np.maximum(lead, cross), short * 0.8)
        known = self.sponsors.known("lead")[rows] & self.sponsors.known("lead")[others]
        size = len(self.told)
        # that both are a university hospital does not make them one
        among = np.maximum(
            self._telling.shared(rows, others + size), self._telling.shared(others, rows + size)
        )
        apart = self._telling.differ(rows, others) * (among == 0) * (short == 0)
        return {
            "sponsor": best * known,
            "sponsor_unknown": ~known * 1.0,
            "sponsor_differs": apart,
        }

    def _sizes(self, rows: Rows, others: Rows) -> dict[str, Numbers]:
        one, other = self._size[rows], self._size[others]
        known = (one > 0) & (other > 0)
        ratio = np.abs(np.log(np.where(known, one, 1) / np.where(known, other, 1)))
        same = known & (one == other)
        planned = known & self._planned[rows] & self._planned[others]
        return {
            "size_unknown": ~known * 1.0,
            "size_same": same * 1.0,
            "size_same_odd": (same & (one % 5 != 0)) * 1.0,
            "size_close": (known & ~same & (ratio < 0.25)) * 1.0,
            "size_gap": np.minimum(ratio, 2.0),
            "size_far": (known & (ratio > 1.0)) * 1.0,
            "size_planned_differs": (planned & ~same) * 1.0,
        }

    def _later_in_part(self, rows: Rows, others: Rows) -> Numbers:
        """How much later a registry tells the start that asks when its own part began."""
        later, of_part = self._dates["start"].later, self._of_a_part
        return np.where(
            of_part[rows] == of_part[others],
            0.0,
            np.where(of_part[rows], later(rows, others), later(others, rows)),
        )

    def _others(self, rows: Rows, others: Rows) -> dict[str, Numbers]:
        found: dict[str, Numbers] = {}
        for name in ("officials", "codes", "countries", "allocation", "masking", "sex", "phase"):
            each = self.sets[name]
            found[f"{_name(name)}_same"] = each.same(rows, others)
            found[f"{_name(name)}_differ"] = each.differ(rows, others)
        countries = self.sets["countries"]
        size = len(self.told)
        named = (
            self._acronyms.shared(rows, others + size),
            self._acronyms.shared(others, rows + size),
        )
        same = np.maximum(*named) > 0
        found["acronym_same"] = single(same)
        found["acronym_differs"] = self._acronyms.differ(rows, others) * ~same
        found["countries_unknown"] = countries.unknown(rows, others)
        found["phase_unknown"] = self.sets["phase"].unknown(rows, others)
        found["countries_apart"] = countries.apart(rows, others) * found["countries_same"]
        ages = [self.sets[name] for name in ("minimum age", "maximum age")]
        found["ages_same"] = ages[0].same(rows, others) + ages[1].same(rows, others)
        found["ages_differ"] = ages[0].differ(rows, others) + ages[1].differ(rows, others)
        zero = np.zeros(len(rows))
        cells = self._cells.values()
        found["cells_same"] = single(
            np.minimum(sum((c.same(rows, others) for c in cells), zero), 2.0)
        )
        found["cells_differ"] = single(
            np.minimum(sum((c.differ(rows, others) for c in cells), zero), 2.0)
        )
        return found

    def _series(self, rows: Rows, others: Rows) -> dict[str, Numbers]:
        sets = self.sets
        part = sets["part"].shared(rows, others)
        heads = products(self._heads.matrix, rows, self._heads.matrix, others)
        return {
            "part_same": np.minimum(part, 1.0),
            "part_differs": np.minimum(np.maximum(heads - part, 0.0), 1.0),
            "part_alone": sets["part"].alone(rows, others),
            "dose_same": sets["dose"].same(rows, others),
            "dose_differs": sets["dose"].differ(rows, others),
            "level_same": sets["level"].same(rows, others),
            "level_differs": sets["level"].differ(rows, others),
            "level_alone": sets["level"].alone(rows, others),
            "number_apart": sets["number"].apart(rows, others),
            "people_apart": sets["people"].apart(rows, others),
            "continued_alone": sets["continued"].alone(rows, others),
        }


class _Dates:
    """Dates of records by month, which may be less precise, and by day where they have one."""

    def __init__(self, texts: Iterable[str | None]) -> None:
        given = list(texts)
        months = [Months.of(text) for text in given]
        self._first = np.array([m.first if m else _NO for m in months], np.int32)
        self._last = np.array([m.last if m else _NO for m in months], np.int32)
        days = [int(t[8:10]) if t and len(t) >= 10 and t[8:10].isdigit() else 0 for t in given]
        self._day = np.array(days, np.int8)

    def features(self, name: str, rows: Rows, others: Rows) -> dict[str, Numbers]:
        known = (self._first[rows] != _NO) & (self._first[others] != _NO)
        gap = np.maximum(
            self._first[rows].astype(np.int64) - self._last[others],
            self._first[others].astype(np.int64) - self._last[rows],
        )
        gap = np.where(known, np.maximum(gap, 0), 0)
        days = (self._day[rows] > 0) & (self._day[others] > 0)
        day = known & (gap == 0) & days & (self._day[rows] == self._day[others])
        return {
            f"{name}_unknown": ~known * 1.0,
            f"{name}_same_month": (known & (gap == 0)) * 1.0,
            f"{name}_same_day": day * 1.0,
            f"{name}_near": (known & (gap > 0) & (gap <= 3)) * 1.0,
            f"{name}_gap": np.log1p(np.minimum(gap, _LONGEST)),
            f"{name}_far": (known & (gap > 12)) * 1.0,
        }

    def later(self, rows: Rows, others: Rows) -> Numbers:
        """By how much the first date is later than the other, as ``_gap`` tells it; else 0."""
        known = (self._first[rows] != _NO) & (self._first[others] != _NO)
        gap = self._first[rows].astype(np.int64) - self._last[others]
        return np.log1p(np.where(known, np.clip(gap, 0, _LONGEST), 0))


def beside_titles(features: Mapping[str, Numbers]) -> npt.NDArray[np.bool_]:
    """Whether anything but titles, conditions and interventions ties each pair."""
    signs = (
        features["sponsor"] >= 0.5,
        features["size_same"] + features["size_close"] > 0,
        features["start_same_month"] + features["start_near"] > 0,
        features["end_same_month"] + features["end_near"] > 0,
        features["officials_same"] + features["codes_same"] + features["acronym_same"] > 0,
        features["outcomes"] >= 0.3,
    )
    return np.asarray(np.logical_or.reduce(signs), np.bool_)


def _record(told: Registration, subject: Bag) -> Counter[str]:
    """The words of the whole record, those of what is compared apart among them."""
    found: Counter[str] = Counter()
    for word, times in told.words.items():
        found[term_of_stem(word)] += times
    for word, times in (*subject.items(), *Counter(terms(*told.outcomes)).items()):
        found[word] = max(found[word], times)
    return found


def _acronym(told: Registration) -> set[str]:
    short = squeezed(told.acronym or "")
    return {short} if len(short) > 2 else set()


def _named(told: Registration) -> set[str]:
    words = acronyms(told.titles)
    return _acronym(told) | {short for word in words if len(short := squeezed(word)) > 3}


def _sponsor(names: Sequence[str]) -> list[str]:
    return [f"s:{word}" for name in names for word in name_terms(name)]


def _name(kind: str) -> str:
    return kind.replace(" ", "_")
