"""The design of a trial in one sentence."""

import sqlite3


def sentence(trial: sqlite3.Row) -> str:
    """Allocation, model, masking and purpose as a sentence; what does not apply is left out."""
    if trial["study_type"] == "EXPANDED_ACCESS":
        return "Expanded access: treatment outside a trial."
    if trial["study_type"] == "OBSERVATIONAL":
        return _observational(trial)
    words = [
        {"RANDOMIZED": "randomised", "NON_RANDOMIZED": "non-randomised"}.get(
            trial["allocation"] or ""
        ),
        {
            "SINGLE_GROUP": "single-group",
            "PARALLEL": "parallel-group",
            "CROSSOVER": "crossover",
            "FACTORIAL": "factorial",
            "SEQUENTIAL": "sequential",
        }.get(trial["intervention_model"] or ""),
        _masking(trial),
    ]
    design = ", ".join(word for word in words if word)
    if not design and not trial["primary_purpose"]:
        return ""
    purpose = {
        "TREATMENT": "of treatment",
        "PREVENTION": "of prevention",
        "DIAGNOSTIC": "of diagnosis",
        "SUPPORTIVE_CARE": "of supportive care",
        "SCREENING": "of screening",
    }.get(trial["primary_purpose"] or "", "")
    arms = trial["n_arms"]
    with_arms = f" with {arms} arms" if arms > 1 else ""
    phrase = " ".join(part for part in (design, "study", purpose) if part)
    return f"{_article(phrase)} {phrase}{with_arms}."


def randomised(trial: sqlite3.Row) -> str:
    """Whether chance decides who gets what, as a card says it; empty for no trial."""
    if trial["study_type"] == "EXPANDED_ACCESS":
        return ""
    if trial["study_type"] == "OBSERVATIONAL":
        return "No (observational)"
    allocation = trial["allocation"] or ""
    if allocation in ("", "NA") and trial["intervention_model"] == "SINGLE_GROUP":
        return "No (single group)"
    words = {"RANDOMIZED": "Yes", "NON_RANDOMIZED": "No", "NA": "Not applicable"}
    return words.get(allocation, "Not stated")


def _masking(trial: sqlite3.Row) -> str | None:
    masking = trial["masking_label"]
    if masking is None:
        return None
    if trial["masking"] == "NONE":
        return "open-label"
    who = (trial["who_masked_label"] or "").lower()
    level = str(masking).lower().replace(" masked", "-masked")
    return f"{level} ({who})" if who else level


def _observational(trial: sqlite3.Row) -> str:
    kinds = (trial["observational_model_label"], trial["time_perspective_label"])
    words = ", ".join(
        str(kind).lower() for kind in reversed(kinds) if kind and kind not in ("Other",)
    )
    registry = ", a patient registry" if trial["patient_registry"] else ""
    phrase = f"{words}, observational study" if words else "observational study"
    return f"{_article(phrase)} {phrase}{registry}."


def _article(phrase: str) -> str:
    return "An" if phrase[:1] in "aeiou" else "A"
