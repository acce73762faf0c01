"""The rows of the record tables, as named tuples.

A field that does not exist can't be set, and the database driver takes a row as it is. The order of
the fields is the order of the columns in ``db/migrations``. Dates are text as the source gives them
(``2019``, ``2019-03`` or ``2019-03-07``); booleans are 0, 1 or None.
"""

from collections.abc import Mapping
from typing import Literal

from harvest.rows.article import (
    AbstractSection,
    Article,
    ArticleDate,
    ArticleId,
    ArticleMesh,
    ArticleNote,
    ArticleReference,
    ArticleType,
    Author,
    BookSection,
    Correction,
    Databank,
    Grant,
    Investigator,
    Keyword,
    SupplementalMesh,
)
from harvest.rows.descriptor import MeshEntryTerm, MeshTerm, MeshTree
from harvest.rows.doi import Doi, DoiRelation, DoiUpdate, Notice, Text, TextName
from harvest.rows.full_text import FullText, FullTextSection
from harvest.rows.notes import TrialNote
from harvest.rows.trial import (
    AdverseGroup,
    Arm,
    ArmIntervention,
    Condition,
    Intervention,
    Location,
    Official,
    Outcome,
    RemovedCountry,
    ResultAnalysis,
    ResultOutcome,
    ResultSection,
    SeeAlso,
    Sponsor,
    Trial,
    TrialDocument,
    TrialEvent,
    TrialId,
    TrialKeyword,
    TrialMesh,
    TrialReference,
)

Kind = Literal["trial", "article", "descriptor", "doi", "notice", "text", "full_text"]

ROWS: Mapping[Kind, Mapping[str, type[tuple[object, ...]]]] = {
    "trial": {
        "trials": Trial,
        "conditions": Condition,
        "trial_keywords": TrialKeyword,
        "arms": Arm,
        "interventions": Intervention,
        "arm_interventions": ArmIntervention,
        "outcomes": Outcome,
        "locations": Location,
        "sponsors": Sponsor,
        "officials": Official,
        "trial_ids": TrialId,
        "trial_references": TrialReference,
        "see_also": SeeAlso,
        "trial_documents": TrialDocument,
        "trial_mesh": TrialMesh,
        "trial_events": TrialEvent,
        "removed_countries": RemovedCountry,
        "trial_notes": TrialNote,
        "result_sections": ResultSection,
        "result_outcomes": ResultOutcome,
        "result_analyses": ResultAnalysis,
        "adverse_groups": AdverseGroup,
    },
    "article": {
        "articles": Article,
        "abstract_sections": AbstractSection,
        "authors": Author,
        "investigators": Investigator,
        "article_types": ArticleType,
        "article_ids": ArticleId,
        "keywords": Keyword,
        "article_mesh": ArticleMesh,
        "supplemental_mesh": SupplementalMesh,
        "grants": Grant,
        "databanks": Databank,
        "corrections": Correction,
        "article_references": ArticleReference,
        "article_dates": ArticleDate,
        "article_notes": ArticleNote,
        "book_sections": BookSection,
    },
    "descriptor": {
        "mesh_terms": MeshTerm,
        "mesh_trees": MeshTree,
        "mesh_entry_terms": MeshEntryTerm,
    },
    "doi": {
        "dois": Doi,
        "doi_updates": DoiUpdate,
        "doi_relations": DoiRelation,
    },
    "notice": {
        "notices": Notice,
    },
    "text": {
        "texts": Text,
        "text_names": TextName,
    },
    "full_text": {
        "full_texts": FullText,
        "full_text_sections": FullTextSection,
    },
}
"""The tables of each kind of record, its own first; every row begins with the record's key."""


__all__ = [
    "ROWS",
    "AbstractSection",
    "AdverseGroup",
    "Arm",
    "ArmIntervention",
    "Article",
    "ArticleDate",
    "ArticleId",
    "ArticleMesh",
    "ArticleNote",
    "ArticleReference",
    "ArticleType",
    "Author",
    "BookSection",
    "Condition",
    "Correction",
    "Databank",
    "Doi",
    "DoiRelation",
    "DoiUpdate",
    "FullText",
    "FullTextSection",
    "Grant",
    "Intervention",
    "Investigator",
    "Keyword",
    "Kind",
    "Location",
    "MeshEntryTerm",
    "MeshTerm",
    "MeshTree",
    "Notice",
    "Official",
    "Outcome",
    "RemovedCountry",
    "ResultAnalysis",
    "ResultOutcome",
    "ResultSection",
    "SeeAlso",
    "Sponsor",
    "SupplementalMesh",
    "Text",
    "TextName",
    "Trial",
    "TrialDocument",
    "TrialEvent",
    "TrialId",
    "TrialKeyword",
    "TrialMesh",
    "TrialNote",
    "TrialReference",
]
