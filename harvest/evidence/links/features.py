"""The features by which candidates are ranked in each view, and by which they are believed."""

from collections.abc import Mapping
from typing import Literal

View = Literal["record", "abstract", "titles"]

TEXT = (
    "cosine_titles",
    "cosine_titles_to_best",
    "bm25_titles",
    "bm25_titles_to_best",
    "paper_covered_by_titles",
    "titles_covered_by_paper",
    "word_pairs",
    "word_pairs_to_best",
    "trial_words",
    "other_words",
)
WHOLE = (
    "bm25_text",
    "bm25_text_to_best",
    "bm25_text_once",
    "bm25_text_once_to_best",
    "cosine_text",
    "cosine_text_to_best",
    "paper_covered",
    "text_covered_by_paper",
)
FEATURES: Mapping[View, tuple[str, ...]] = {
    "titles": (*TEXT, "letters", "letters_to_best"),
    "abstract": (
        *WHOLE,
        "word_pairs",
        "word_pairs_to_best",
        "feedback",
        "feedback_to_best",
        "length",
        "trial_words",
        "other_words",
    ),
    "record": (
        *TEXT,
        *WHOLE,
        "official_among_authors",
        "officials_shared",
        "official_first",
        "official_last",
        "after_completion",
        "within_3_years",
        "far_from_completion",
        "before_start",
        "long_before_start",
        "own_number_in_title",
        "acronyms_shared",
        "phase_agrees",
    ),
}

PROBABILITY_FEATURES = (
    "score",
    "share",
    "place",
    "lead",
    "ahead",
    "behind",
    "official_among_authors",
    "cosine_text",
    "paper_covered",
    "titles_covered_by_paper",
    "own_number_in_title",
)
