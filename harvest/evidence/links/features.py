"""The features by which candidates are ranked, and by which they are believed."""

FEATURES = (
    "cosine_titles",
    "cosine_titles_to_best",
    "bm25_titles_to_best",
    "paper_covered_by_titles",
    "letters",
    "letters_to_best",
    "cosine_text",
    "cosine_text_to_best",
    "bm25_text_to_best",
    "bm25_text_once_to_best",
    "text_covered_by_paper",
    "cosine_text_to_title",
    "cosine_text_to_title_to_best",
    "title_covered",
    "official_among_authors",
    "official_first",
    "before_start",
    "long_before_start",
    "soon_after_start",
    "after_completion",
    "long_before_completion",
    "within_3_years",
    "late",
    "trial_words",
    "other_words",
    "own_number",
    "acronyms_shared",
    "phase_agrees",
)

PROBABILITY_FEATURES = ("score", "share", "place", "lead", "ahead", "behind")
