"""Texts in other words, as another registry's form, another person or a translation has them.

What stands for what is taken from MeSH's entry terms and from a list of phrases; neither is known
to what is measured with it.
"""

import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

Synonyms = Mapping[str, Sequence[str]]
"""A term in small letters → others for the same."""

_PHRASES = (
    ("a study to evaluate", "evaluation of", "an investigation into", "assessment of", "to study"),
    ("study", "trial", "clinical trial", "research", "project", "investigation"),
    ("efficacy", "effectiveness", "clinical effect", "benefit", "therapeutic effect"),
    ("safety", "tolerability", "adverse effects", "security"),
    ("patients", "subjects", "participants", "people", "individuals", "cases"),
    ("patients with", "subjects suffering from", "people with", "participants diagnosed with"),
    ("treatment", "therapy", "management", "therapeutic use"),
    ("evaluate", "assess", "investigate", "examine", "determine", "study"),
    ("evaluation", "assessment", "examination", "appraisal"),
    ("compared with", "versus", "compared to", "in comparison with", "against"),
    ("versus", "compared with", "or", "in comparison to", "against"),
    ("comparison", "comparative study", "comparing"),
    ("randomized", "randomised", "randomly allocated"),
    ("double-blind", "double blind", "double-masked", "double-blinded"),
    ("placebo-controlled", "placebo controlled", "versus placebo", "sham-controlled"),
    ("open-label", "open label", "non-blinded", "unblinded", "open"),
    ("multicenter", "multicentre", "multi-center", "multi-site"),
    ("stem cells", "stromal cells", "stem cell", "progenitor cells"),
    ("mesenchymal stem cells", "mesenchymal stromal cells", "MSCs", "MSC"),
    ("umbilical cord", "umbilical-cord", "UC", "Wharton's jelly"),
    ("bone marrow", "bone-marrow", "BM", "marrow"),
    ("adipose tissue", "fat", "adipose", "lipoaspirate"),
    ("autologous", "patient's own", "auto"),
    ("transplantation", "infusion", "implantation", "grafting", "administration"),
    ("infusion", "transfusion", "injection", "intravenous administration"),
    ("injection", "administration", "application", "infusion"),
    ("intravenous", "IV", "i.v.", "venous"),
    ("children", "paediatric patients", "pediatric population", "kids"),
    ("elderly", "older adults", "aged patients"),
    ("women", "female patients", "females"),
    ("severe", "serious", "advanced"),
    ("chronic", "long-standing", "persistent"),
    ("cancer", "carcinoma", "malignancy", "tumour"),
    ("prevention", "prophylaxis", "preventing"),
    ("quality of life", "QoL", "life quality"),
    ("pain", "analgesia", "pain intensity"),
    ("surgery", "operation", "surgical procedure"),
    ("overall survival", "survival", "OS", "time to death"),
    ("progression-free survival", "PFS", "time to progression"),
    ("adverse events", "side effects", "AEs", "undesirable events"),
    ("incidence of", "number of", "rate of", "frequency of", "proportion with"),
    ("number of participants with", "incidence of", "frequency of", "patients having"),
    ("change from baseline in", "change in", "improvement of", "difference in"),
    ("percentage of", "proportion of", "rate of"),
    ("combined with", "in combination with", "plus", "and", "together with"),
    ("following", "after", "post"),
    ("pharmacokinetics", "PK", "blood levels"),
    ("dose", "dosage", "amount"),
    ("administered", "given", "applied"),
    ("healthy volunteers", "healthy subjects", "normal volunteers"),
    ("pilot", "exploratory", "preliminary", "feasibility"),
    ("effect of", "effects of", "impact of", "influence of", "role of"),
    ("using", "with", "by", "by means of"),
)
_BRITISH = (
    ("tumor", "tumour"), ("anemia", "anaemia"), ("edema", "oedema"), ("esoph", "oesoph"),
    ("pediatric", "paediatric"), ("hemat", "haemat"), ("hemo", "haemo"), ("ischemi", "ischaemi"),
    ("leukemi", "leukaemi"), ("randomiz", "randomis"), ("center", "centre"), ("fetal", "foetal"),
    ("diarrhea", "diarrhoea"), ("orthop", "orthop"), ("etiolog", "aetiolog"), ("gynec", "gynaec"),
    ("anesthe", "anaesthe"), ("optimiz", "optimis"), ("estrogen", "oestrogen"),
)  # fmt: skip
_LEAD = re.compile(
    r"^(?:an?|the)?\s*(?:[\w/,\-–() ]{0,140}?)\b(?:study|trial|investigation|evaluation)\b\s*"
    r"(?:(?:to|of|on|in|for|investigating|evaluating|comparing|assessing|examining)\b\s*)"
    r"(?:(?:evaluate|assess|investigate|compare|determine|examine|explore|study|the)\b\s*)*",
    re.IGNORECASE,
)
_LEADS = (
    "", "", "Investigation of", "Clinical study of", "Research on", "Clinical research of",
    "To evaluate", "A prospective study of", "Assessment of", "A clinical trial of",
)  # fmt: skip
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_TURN = re.compile(r"^(.{12,}?)\s+(?:in|for)\s+((?:the\s+)?.{12,})$", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_LONGEST = 4  # words of a term of MeSH that is looked for


def mesh(path: Path) -> Synonyms:
    """The terms of MeSH with the others of the same descriptor; nothing where there is no file."""
    if not path.is_file():
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    with gzip.open(path, "rb") as file:
        for row in csv.DictReader(io.TextIOWrapper(file, "utf-8"), delimiter="\t"):
            names = {row["name"], *filter(None, (row["entry_terms"] or "").split("|"))}
            # "Cirrhosis, Liver" is the index's way of writing, nobody's in a registration
            plain = {name for name in names if "," not in name and len(name.split()) <= _LONGEST}
            for name in plain:
                found[name.lower()] |= plain - {name}
    return {name: sorted(others) for name, others in found.items() if others}


def _either(rng: Random, chance: float) -> bool:
    return rng.random() < chance


class Rewording:
    """One hand's way of writing."""

    def __init__(self, synonyms: Synonyms, rng: Random) -> None:
        self._synonyms = synonyms
        self._rng = rng

    def title(self, text: str) -> str:
        """A title in other words, more or less."""
        rng = self._rng
        if _either(rng, 0.35):
            bare = _LEAD.sub("", text).strip()
            if len(bare) > 20:
                text = " ".join(filter(None, (rng.choice(_LEADS), bare)))
        if _either(rng, 0.5):
            text = _BRACKETS.sub("", text)
        if _either(rng, 0.2) and (turned := _TURN.match(text)):
            text = f"{turned[2].rstrip('.')}: {turned[1]}"
        text = self.words(text, 0.35)
        if _either(rng, 0.25):
            text = self._thinned(text, 0.12)
        if _either(rng, 0.12):
            text = " ".join(text.split()[: rng.randint(8, 14)])
        if _either(rng, 0.1):
            text = text.upper()
        return text

    def words(self, text: str, much: float) -> str:
        """Some phrases and terms of a text by others for the same; ``much`` is the share."""
        rng = self._rng
        for phrases in _PHRASES:
            for phrase in phrases:
                pattern = rf"\b{re.escape(phrase)}\b"
                if _either(rng, much) and re.search(pattern, text, re.IGNORECASE):
                    other = rng.choice([p for p in phrases if p != phrase])
                    text = re.sub(
                        pattern, other.replace("\\", ""), text, count=1, flags=re.IGNORECASE
                    )
                    break
        if _either(rng, 0.8):
            text = self._terms(text, much * 0.8)
        if _either(rng, 0.4):
            for american, british in _BRITISH:
                text = text.replace(american, british).replace(
                    american.capitalize(), british.capitalize()
                )
        return text

    def _terms(self, text: str, much: float) -> str:
        words = text.split()
        place = 0
        while place < len(words):
            for size in range(min(_LONGEST, len(words) - place), 0, -1):
                term = " ".join(words[place : place + size]).strip(".,;:").lower()
                others = self._synonyms.get(term)
                if others and len(term) > 3 and _either(self._rng, much):
                    words[place : place + size] = self._rng.choice(others).split()
                    place += size - 1
                    break
            place += 1
        return " ".join(words)

    def _thinned(self, text: str, share: float) -> str:
        words = text.split()
        kept = [word for word in words if not _either(self._rng, share)]
        return " ".join(kept if len(kept) > 3 else words)
