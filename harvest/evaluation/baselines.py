"""Plain BM25 and TF-IDF of well-kept libraries, to stand beside our own figures."""

import logging
from collections.abc import Iterator, Sequence

import bm25s
import numpy as np
import Stemmer
from sklearn.feature_extraction.text import TfidfVectorizer

from harvest.evidence.reading.similarity import Floats


def bm25(documents: Sequence[str], questions: Sequence[str]) -> Iterator[Floats]:
    """bm25s with English stems and stop words, k1 = 1.2, b = 0.75: scores of all, a question."""
    stemmer = Stemmer.Stemmer("english")
    tokens = bm25s.tokenize(documents, stopwords="en", stemmer=stemmer, show_progress=False)
    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it tells of every step
    ranker = bm25s.BM25(k1=1.2, b=0.75)
    ranker.index(tokens, show_progress=False)
    asked = bm25s.tokenize(
        questions, stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
    )
    for words in asked:
        yield np.asarray(ranker.get_scores(words), np.float32)


def tfidf(documents: Sequence[str], questions: Sequence[str]) -> Iterator[Floats]:
    """scikit-learn's TfidfVectorizer with English stop words, cosine."""
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, dtype=np.float32)
    papers = vectorizer.fit_transform(documents)
    asked = vectorizer.transform(questions)
    for start in range(0, asked.shape[0], 64):
        block = (asked[start : start + 64] @ papers.T).toarray()
        yield from np.asarray(block, np.float32)
