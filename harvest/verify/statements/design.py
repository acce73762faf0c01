"""Statements of how a trial is built: its arms, and who is kept blind."""

import re
from collections.abc import Iterator

from harvest.verify.statements.told import Judged, Said, Trial, elsewhere, negated

_COUNTS = {"single": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNT = rf"({'|'.join(_COUNTS)}|[1-9])"
_ARMS = re.compile(
    rf"\b{_COUNT}[\s-]arm(?:ed)?\b|\b{_COUNT}\s+(?:(?:treatment|parallel|study)\s+)?arms\b",
    re.IGNORECASE,
)
_BLIND = re.compile(
    r"\b(?:(?P<how>single|double|triple|quadruple)[\s-]*(?:blind(?:ed)?|mask(?:ed)?)|"
    r"(?P<open>open[\s-]label(?:led|ed)?|un(?:blinded|masked)))\b(?!(?:\s+\w+){0,3}\s+(?:extension|phase|part|"
    r"follow|period|stage|treatment))",
    re.IGNORECASE,
)
_FITS = {
    "single": {"SINGLE"},
    "double": {"DOUBLE", "TRIPLE", "QUADRUPLE"},
    "triple": {"TRIPLE", "QUADRUPLE"},
    "quadruple": {"QUADRUPLE"},
    "open": {"NONE"},
}
"""Masking in the registry's words; whoever calls a trial double-blind may mean more than two"""


def design(said: Said, trial: Trial) -> Iterator[Judged]:
    """What a sentence says of arms and of blinding."""
    text = said.text
    for match in _ARMS.finditer(text):
        beside = re.search(r"\b(?:than|for|per)\s*\Z", text[: match.start()]) is not None
        if not (beside or elsewhere(text, match.start()) or negated(text, match.start())):
            yield _arms(match, trial)
    for match in _BLIND.finditer(text):
        if not elsewhere(text, match.start()):
            yield _blind(text, match, trial)


def _arms(match: re.Match[str], trial: Trial) -> Judged:
    said = (match[1] or match[2]).lower()
    count = _COUNTS[said] if said in _COUNTS else int(said)
    held = trial["n_arms"]
    if not held:
        return Judged("arms", *match.span(), "not in the record", "the record states no arms")
    why = f"the record has {held} {'arm' if held == 1 else 'arms'}"
    verdict = "agrees" if count == held else "contradicts"
    return Judged("arms", *match.span(), verdict, why, (trial.proof("n_arms"),))  # type: ignore[arg-type]


def _blind(text: str, match: re.Match[str], trial: Trial) -> Judged:
    held = str(trial["masking"] or "")
    if not held:
        why = "the record does not state who is blinded"
        return Judged("blinding", *match.span(), "not in the record", why)
    fits = held in _FITS[match["how"].lower() if match["how"] else "open"]
    verdict = "agrees" if fits != negated(text, match.start()) else "contradicts"
    why = f"the record's masking is {trial['masking_label']}"
    proof = (trial.proof("masking_label"),)
    return Judged("blinding", *match.span(), verdict, why, proof)  # type: ignore[arg-type]
