"""The topic's searches as questions to the studies themselves, by the rules of the registry.

As :mod:`harvest.sources.clinicaltrials.rendering` has them: phrases in their order, the plural read
over, in the fields of each search area. The registry adds synonyms, of which a record says only
those that became its MeSH terms; a study that nothing else leads to is missed here.
"""

from collections.abc import Mapping

from harvest.config import Area, Concept, Search
from harvest.sources import Below, Matching
from harvest.sources.clinicaltrials.essie import expression_of, singular, unescaped
from harvest.sources.clinicaltrials.rendering import render
from harvest.sources.matching import Alternatives, Field, Phrase, Question, words

_TITLES = (Field("trials", "brief_title"), Field("trials", "official_title"))
_KEYWORDS = Field("trial_keywords", "keyword")
_CONDITIONS = (
    Field("conditions", "name"),
    Field("trial_mesh", "term", ("area", "condition")),
)
_INTERVENTIONS = (
    Field("interventions", "name"),
    Field("interventions", "type"),
    Field("interventions", "other_names", joined=True),
    Field("interventions", "description"),
    Field("arms", "label"),
    Field("arms", "type"),
    Field("arms", "description"),
    Field("trial_mesh", "term", ("area", "intervention")),
)
_TEXT = (Field("trials", "brief_summary"), Field("trials", "detailed_description"))
_OTHER = (
    *(
        Field("trials", name)
        for name in (
            *("acronym", "org_study_id", "eligibility_criteria", "why_stopped"),
            *("study_population", "lead_sponsor", "organization", "responsible_party_name"),
            *("study_type", "status", "primary_purpose", "ipd_description"),
        )
    ),
    Field("trials", "phase", joined=True),
    Field("trial_ids", "id"),
    *(Field("outcomes", name) for name in ("measure", "description")),
    Field("sponsors", "name"),
    *(Field("officials", name) for name in ("name", "affiliation")),
    *(Field("locations", name) for name in ("facility", "city", "state", "country")),
)
FIELDS: Mapping[Area, tuple[Field, ...]] = {
    "cond": (*_CONDITIONS, *_TITLES, _KEYWORDS, Field("trials", "trial_id")),
    "intr": (*_INTERVENTIONS, *_TITLES, _KEYWORDS),
    "text": _TEXT,
    "term": (
        *(*_CONDITIONS, *_INTERVENTIONS, *_TITLES, _KEYWORDS),
        *(Field("trials", "trial_id"), *_TEXT, *_OTHER),
    ),
}
"""The pieces of each search area, as the registry lists them."""


def question(search: Search, concepts: tuple[Concept, ...], below: Below) -> Question | None:
    """What a search asks of a study; None where its text is its own, in the registry's language.

    MeSH terms are words here, as in the registry: what stands above each of a study's terms is part
    of the study, so ``below`` is not asked.
    """
    del below
    strategy = render(search, concepts)
    expression = expression_of(strategy) if strategy is not None else None
    if expression is None:
        return None
    return Question(
        tuple(
            Alternatives(tuple(map(_phrase, each.terms)), FIELDS[each.area])
            for each in expression.lists
        ),
        fold=singular,
        begins=_begins,
    )


def _phrase(term: str) -> Phrase:
    return Phrase(tuple(singular(word) for word in words(unescaped(term))))


def _begins(word: str) -> str:
    """How a word and its plural begin: ``therapy`` and ``therapies`` by ``therap``."""
    return word[:-1] if word.endswith("y") else word


MATCHING = Matching(question)
