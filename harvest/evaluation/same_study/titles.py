"""The likeness of titles alone, to stand beside what the program tells of two registrations."""

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from harvest.evaluation.same_study.measuring import Scored
from harvest.evidence.studies.likeness.registration import Registration


def by_titles(told: Sequence[Registration]) -> list[Scored]:
    """Each pair of two registries by the likeness of its titles (TF-IDF), the best of each side."""
    rows = [(place, title) for place, each in enumerate(told) for title in each.titles]
    owner = np.array([place for place, _ in rows])
    matrix = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit_transform(
        [title for _, title in rows]
    )
    registry = np.array([each.registry for each in told])
    found: dict[tuple[int, int], float] = {}
    for start in range(0, len(rows), 512):
        near = (matrix[start : start + 512] @ matrix.T).tocoo()
        for row, column, score in zip(near.row, near.col, near.data, strict=True):
            one, other = int(owner[start + row]), int(owner[column])
            if one < other and registry[one] != registry[other] and score > 0.2:
                found[one, other] = max(found.get((one, other), 0.0), float(score))
    return [
        ((min(told[a].id, told[b].id), max(told[a].id, told[b].id)), score)
        for (a, b), score in found.items()
    ]
