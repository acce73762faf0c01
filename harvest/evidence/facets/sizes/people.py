"""The people that a sentence counts, each number at the stage that its words give it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from harvest.evidence.facets.sizes.people_words import (
    A_LABEL,
    A_NUMBERED,
    AN_AGE,
    AND,
    AND_BEFORE,
    AND_MORE,
    ANIMALS,
    ANY_UNIT,
    APART,
    ASSIGNED,
    BEGINS,
    BESIDE,
    BOUND_TO,
    COMPARED_WITH,
    CONTROLS_AFTER,
    COUNT,
    EACH,
    FROM_THESE,
    IN_A_REGISTER,
    IN_A_TITLE,
    IN_ONE_GROUP,
    INVITED,
    LEADING,
    N_EQUALS,
    NOT_PEOPLE,
    NUMBERED,
    OF_A_GROUP,
    OF_A_STUDY,
    OF_WHOM,
    OR_MORE,
    OTHERS,
    OUT_OF,
    PART,
    PART_OF,
    PEOPLE,
    PLANNED,
    RIGHT_BEFORE,
    SEVERAL,
    SHARE,
    SHARED_OUT,
    TO_AN_ARM,
    TOTAL,
    VERB,
    Stage,
    counted,
    figure,
    may_count,
    without_asides,
)
from harvest.evidence.reading.passages import Passage

_LATE = (Stage.TREATED, Stage.ANALYSED)
_FAR = 120  # letters between a number and its verb


@dataclass(frozen=True, slots=True)
class Count:
    """People counted in a sentence: ``value`` of them at a stage; an arm is a part of all."""

    value: int
    start: int
    end: int
    stage: Stage | None
    arm: bool = False
    others: bool = False
    part: bool = False
    people: bool = True
    led: bool = False  # by the verb right before it, which may lead a list of numbers


def counts_in(passage: Passage, start: int, end: int) -> Iterator[Count]:
    """The people that a sentence counts, each at its stage."""
    sentence = passage.text[start:end]
    if not may_count(passage.text, start, end):
        return
    plain = without_asides(sentence)
    found = [
        m for m in COUNT.finditer(plain) if _value(m) is not None and not _is_a_label(m, plain)
    ]
    ends = [m.end() if m["people"] else m.end("n") for m in found]
    counts: list[Count] = []
    for n, match in enumerate(found):
        if OR_MORE.match(plain, ends[n]):
            continue
        if not match["people"] and not _of_people(passage.text[: start + match.start("n")]):
            continue
        left = plain[ends[n - 1] if n else 0 : match.start("n")]
        right = _until_next(plain, found, ends, n)
        one = _one(match, ends[n], left, right, passage.field)
        counts.append(_of_all(one, match, sentence, plain))
    if len(counts) > 1 and FROM_THESE.match(plain) and counts[0].stage in _LATE:
        counts[0] = replace(counts[0], stage=None)  # "Among 900 patients treated, 40 were …"
    counts = _joined(counts, plain)
    if IN_A_REGISTER.search(plain):  # those of a whole register are not those of the study
        counts = [c if c.stage is Stage.RANDOMISED else replace(c, stage=None) for c in counts]
    if not any(c.stage is not None and c.stage >= Stage.ENROLLED for c in counts):
        counts += _n_equals(sentence, plain)
    for count in counts:
        yield replace(count, start=start + count.start, end=start + count.end)


def _of_all(one: Count, match: re.Match[str], sentence: str, plain: str) -> Count:
    """The count, without its stage where it is a share of more people, or what others are of."""
    share = SHARE.match(sentence, match.end("n")) or SHARE.match(sentence, one.end)
    shares = len(re.findall(r"\d \(\d[\d.]*%\)", sentence))
    if share and share["n"] != match["n"] and (shares > 3 or one.stage in _LATE):
        return replace(one, stage=None)  # "308 (87%) patients completed" are a part of more
    of_these = re.match("of (?:these|those|the)", match["people"] or "", re.IGNORECASE)
    if of_these and one.stage is not Stage.RANDOMISED:
        return replace(one, stage=None, part=True)
    if PART_OF.search(plain[: match.start("n")]):  # "40 of 120 screened patients": not the 120
        return replace(one, stage=Stage.SCREENED if one.stage is Stage.SCREENED else None)
    return one


def _is_a_label(match: re.Match[str], plain: str) -> bool:
    before = plain[: match.start("n")]
    return A_LABEL.search(before) is not None or (
        not match["people"]
        and (A_NUMBERED.search(before) is not None or AN_AGE.search(before) is not None)
    )


def _of_people(before: str) -> bool:
    """Whether a number without a noun goes on counting people, and not articles or eyes."""
    units = list(ANY_UNIT.finditer(before[-400:]))
    return not units or units[-1]["people"] is not None


def _until_next(plain: str, found: list[re.Match[str]], ends: list[int], n: int) -> str:
    """The words after a number up to the next; those of "40 of 120" stand behind the 120."""
    if n + 1 == len(found):
        return plain[ends[n] :]
    right = plain[ends[n] : found[n + 1].start("n")]
    return _until_next(plain, found, ends, n + 1) if OUT_OF.fullmatch(right) else right


def _value(match: re.Match[str]) -> int | None:
    count = counted(match)
    if count is not None and 1900 <= count <= 2030 and match["n"].isdigit() and not match["people"]:
        return None
    return count


def _one(match: re.Match[str], end: int, left: str, right: str, field: str) -> Count:
    phrase = match["people"] or ""
    before = RIGHT_BEFORE.search(left)
    stage = _of(before) if before else None
    inside = VERB.search(phrase)
    if stage is None:
        stage = _ahead(right)
        if inside is not None:
            within, near = _of(inside), _ahead(re.split("[,;]", right)[0])
            stage = near or within if within <= Stage.SCREENED else stage or within
    if (
        stage is None
        and (verbs := list(VERB.finditer(left)))
        and "," not in left[verbs[-1].end() :]
    ):
        stage = _of(verbs[-1]) if _of(verbs[-1]) is Stage.RANDOMISED else None
    if before and before.group().lower().startswith("includ") and not OF_A_STUDY.search(left):
        stage = None if before.group().lower().startswith("including") else stage
        before = None
    total = TOTAL.search(left) is not None and not SEVERAL.search(left)
    begins = BEGINS.fullmatch(left) is not None
    if stage is None and phrase and (total or _in_title(left, field)):
        stage = Stage.ANALYSED
    part = (
        (not before and PART.search(re.sub(r"\s+", " ", left)) is not None)
        or CONTROLS_AFTER.match(right) is not None
        or (OF_WHOM.search(left) is not None and (stage is None or stage < Stage.ENROLLED))
    )
    part = (
        part
        or EACH.search(left) is not None
        or AND_BEFORE.search(re.sub(r"\s+", " ", left)) is not None
    )
    others = OTHERS.search(phrase) is not None or COMPARED_WITH.search(left) is not None
    if AND_MORE.search(right):  # "three patients with carcinoma and two with cirrhosis"
        stage = None
    if part and stage is not None and stage > Stage.SCREENED and not _in_title(left, field):
        stage = None
    beside = others and AND.search(left) is not None
    if stage in (Stage.TREATED, Stage.ANALYSED) and not (
        total or begins or before or field != "abstract"
    ):
        part = re.match(r"\W*(?:who|that|which|whose)\b", right) is not None
    if stage in (*_LATE, Stage.ENROLLED) and _only_invited(right):
        stage = Stage.SCREENED  # "students enrolled in the schools were invited"
    if stage is not None and stage > Stage.SCREENED and PLANNED.search(f"{left[-40:]} {right}"):
        stage = Stage.PLANNED
    told_as_assigned = ASSIGNED.match(right) and not SHARED_OUT.search(right)
    arm = bool(OF_A_GROUP.search(left) or (phrase and told_as_assigned and not total)) or (
        TO_AN_ARM.search(right) is not None
        and not (SHARED_OUT.search(right) or total or (before and match["people"]))
    )
    return Count(
        figure(match["n"]) or 0,
        match.start("n"),
        end,
        stage,
        arm,
        others,
        part or beside,
        bool(phrase),
        led=before is not None,
    )


def _only_invited(right: str) -> bool:
    invited = INVITED.search(right)
    stage = _ahead(right[invited.start() :]) if invited else None
    return stage is not None and stage <= Stage.SCREENED


def _in_title(left: str, field: str) -> bool:
    return field != "abstract" and (not left.strip() or IN_A_TITLE.search(left) is not None)


def _joined(counts: list[Count], plain: str) -> list[Count]:
    """Counts that one verb governs ("30 volunteers and 40 patients were included") share it."""
    for n in range(len(counts) - 1):
        this, following = counts[n], counts[n + 1]
        between = plain[this.end : following.start]
        other_arm = this.led and not following.people and following.stage is None
        if other_arm and this.stage is Stage.RANDOMISED and AND.search(between):
            counts[n : n + 2] = _sharing(this, following, this.stage)
        counted_apart = following.stage is not None and (this.stage or 0) <= Stage.SCREENED
        if this.led and following.people and this.stage is not None and not counted_apart:
            if _beside(this, following, plain):
                counts[n : n + 2] = _sharing(this, following, this.stage)
                counts[n + 1] = replace(counts[n + 1], led=True)
            elif not following.others and AND.search(between):
                counts[n] = replace(this, stage=None)
    for n in range(len(counts) - 2, -1, -1):
        this, following = counts[n], counts[n + 1]
        if this.stage is None and following.stage is not None and _beside(this, following, plain):
            counts[n : n + 2] = _sharing(this, following, following.stage)
        elif this.stage is following.stage is Stage.ANALYSED and _beside(this, following, plain):
            counts[n : n + 2] = _sharing(this, following, Stage.ANALYSED)
        elif (
            this.people
            and this.stage is None
            and following.stage in _LATE
            and AND.search(plain[this.end : following.start])
        ):
            counts[n + 1] = replace(following, stage=None)
    for n, this in enumerate(counts):
        if this.led and not this.arm and any(_another(c, plain) for c in counts[n + 1 :]):
            counts[n] = replace(this, stage=None)
    return counts


def _another(count: Count, plain: str) -> bool:
    """Whether "and" adds these people to others without a verb ("779 of one kind and 772 …")."""
    return (
        count.people
        and count.stage is None
        and not (count.others or count.part)
        and AND.search(plain[: count.start]) is not None
    )


def _beside(this: Count, following: Count, plain: str) -> bool:
    between = plain[this.end : following.start]
    return (
        this.people
        and following.people
        and not this.part
        and APART.search(NUMBERED.sub("", between)) is None
        and VERB.search(between) is None
        and BESIDE.fullmatch(between) is not None
    )


def _sharing(this: Count, following: Count, stage: Stage) -> list[Count]:
    arm = this.others == following.others
    return [replace(count, stage=stage, arm=arm) for count in (this, following)]


def _of(verb: re.Match[str]) -> Stage:
    return next(stage for stage in Stage if verb.groupdict().get(stage.name) is not None)


def _ahead(right: str) -> Stage | None:
    """The stage that the words after a number give it.

    The first verb counts, or the strongest that is bound to it ("were screened and randomised").
    """
    stage: Stage | None = None
    end = 0
    for verb in VERB.finditer(right):
        if verb.group().lower() in LEADING:
            continue
        its = _of(verb)
        if stage is None:
            if verb.start() > _FAR:
                return None
            stage = its
        elif (
            its is Stage.EXCLUDED
            or verb.start() - end > _FAR // 2
            or (stage <= Stage.SCREENED and not BOUND_TO.fullmatch(right[end : verb.start()]))
        ):
            return stage
        else:
            stage = max(stage, its)
        end = verb.end()
    return stage


def _n_equals(sentence: str, plain: str) -> Iterator[Count]:
    """Numbers in asides: "patients (n = 40) were randomised", "MSC (n = 20), placebo (n = 20)"."""
    verbs = [(_of(v), v.start()) for v in VERB.finditer(plain)]
    strong = [(stage, at) for stage, at in verbs if stage >= Stage.ENROLLED]
    if not strong:
        return
    stage, at = max(strong)
    units = list(NOT_PEOPLE.finditer(plain[max(0, at - 60) : at]))
    if ANIMALS.search(sentence) or (units and units[-1]["people"] is None):
        return
    read: list[Count] = []
    largest = 0
    for match in N_EQUALS.finditer(sentence):
        count = counted(match)
        if count is None:
            continue
        opened = sentence.rfind("(", 0, match.start())
        if opened >= 0 and "%" in sentence[opened : sentence.find(")", match.end())]:
            continue  # "individuals (67%, n = 133)" are a share
        largest = max(largest, count)
        before = plain[: match.start()].rstrip("( [")
        if (unit := ANY_UNIT.match(sentence, match.end() + 1)) and unit["people"] is None:
            return
        if _only_invited(plain[match.end() :]):
            return
        people = re.search(rf"{PEOPLE}\s*$", before, re.IGNORECASE) is not None
        arm = stage is Stage.RANDOMISED and match.start() > at
        if people and len(N_EQUALS.findall(sentence, opened, sentence.find(")", match.end()))) > 1:
            return  # "adults (study 1, n = 383; study 2, n = 390)"
        if people and IN_ONE_GROUP.search(plain[: match.start()]):
            return
        if people or arm:
            read.append(Count(count, match.start(), match.end(), stage))
    if largest <= sum(c.value for c in read):  # else some of another kind are more
        yield from read
