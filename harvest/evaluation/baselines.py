"""Plain BM25 and TF-IDF of well-kept libraries, to stand beside our own figures."""

import logging
from collections.abc import Iterator, Sequence

import bm25s
import numpy as np
import Stemmer
from sklearn.feature_extraction.text import TfidfVectorizer

from harvest.evaluation.gold import Task
from harvest.evidence.links.features import View
from harvest.evidence.links.matcher import Report, Study
from harvest.evidence.reading.similarity import Floats


def document(report: Report, view: View) -> str:
    """What a baseline indexes of a paper: its title, and the abstract where the task has it."""
    return f"{report.title}\n{report.abstract}" if view == "abstract" else report.title


def question(study: Study) -> str:
    """What a baseline asks: all texts of the trial."""
    return "\n".join((*study.titles, study.text))


def bm25(task: Task) -> Iterator[Floats]:
    """bm25s with English stems and stop words, k1 = 1.2, b = 0.75: scores of the pool, a trial."""
    stemmer = Stemmer.Stemmer("english")
    documents = [document(report, task.view) for report in task.pool]
    tokens = bm25s.tokenize(documents, stopwords="en", stemmer=stemmer, show_progress=False)
    logging.getLogger("bm25s").setLevel(logging.WARNING)  # it tells of every step
    ranker = bm25s.BM25(k1=1.2, b=0.75)
    ranker.index(tokens, show_progress=False)
    questions = _questions(task)
    asked = bm25s.tokenize(
        questions, stopwords="en", stemmer=stemmer, return_ids=False, show_progress=False
    )
    for words in asked:
        yield np.asarray(ranker.get_scores(words), np.float32)


def tfidf(task: Task) -> Iterator[Floats]:
    """scikit-learn's TfidfVectorizer with English stop words, cosine."""
    vectorizer = TfidfVectorizer(stop_words="english", sublinear_tf=True, dtype=np.float32)
    papers = vectorizer.fit_transform(document(report, task.view) for report in task.pool)
    asked = vectorizer.transform(_questions(task))
    for start in range(0, asked.shape[0], 64):
        block = (asked[start : start + 64] @ papers.T).toarray()
        yield from np.asarray(block, np.float32)


def _questions(task: Task) -> Sequence[str]:
    return [question(item.study) for item in task.questions]
