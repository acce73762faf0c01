"""A text or reference list held against the records."""

from harvest.site.assistant.answers import Item, Listing, of_list, quoted
from harvest.site.assistant.arguments import Argument
from harvest.site.assistant.tool import LIST, Asked, Tool, origins
from harvest.verify import MEANING, of_text, verify
from harvest.verify.finding import Finding
from harvest.verify.told import not_compared, summary

_LONGEST = 100_000


def _work(asked: Asked) -> Listing:
    verified = verify(asked.connection, of_text(asked["text"]), asked.is_over)
    findings = [
        each for each in verified.findings if each.wrong or not asked["only_needing_attention"]
    ]
    about = {
        "summary": summary(verified),
        "counts": verified.counts,
        "needs_attention": len(verified.wrong),
        "meaning": {verdict: MEANING[verdict] for verdict in MEANING if verdict in verified.counts},
    }
    left = ["findings that need no attention"] if asked["only_needing_attention"] else []
    left += not_compared(verified)
    help_ = (
        "no number of a trial or paper was found; write PMID or PMC before the digits of papers",
    )
    held = origins(asked, [each.record for each in findings])
    items = [_item(asked, each) | held.get(each.record, {}) for each in findings]
    return of_list(items, about=about, left_out=tuple(left), help=help_)


def _item(asked: Asked, finding: Finding) -> Item:
    return {
        "place": finding.place,
        "said": quoted(finding.said, 300),
        "span": {"start": finding.start, "end": finding.end},
        "about": finding.about,
        "verdict": finding.verdict,
        "because": quoted(finding.because, 700),
        "needs_attention": finding.wrong,
        "warnings": [quoted(warning, 400) for warning in finding.warnings],
        "proofs": [
            {
                "record": proof.record, "field": proof.field, "words": quoted(proof.words, 400),
                "source": proof.source, "version": proof.version, "url": proof.url,
            }
            for proof in finding.proofs[:5]
        ],
        **({"record": finding.record, "page": asked.url(finding.path)} if finding.record else {}),
    }  # fmt: skip


TOOL = Tool(
    "verify",
    "Check a text or reference list",
    "Each number (of trials in any registry, PMID, PMC, DOI), title, year and statement (status, "
    "size, phase, dates, sites, outcomes, papers of a trial) of a text, RIS, NBIB or BibTeX "
    "compared with the records: same record or another, unknown, retracted, agrees or contradicts, "
    "each with the record's words. Use it on what you wrote before you give it to anybody.",
    (
        Argument("text", "text", "The text or list", required=True, longest=_LONGEST),
        Argument(
            "only_needing_attention", "flag", "Only what contradicts, is unknown or retracted"
        ),
        *LIST,
    ),
    _work,
)
