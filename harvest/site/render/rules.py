"""The rules that link trials and papers, in words."""

from harvest.evidence.links.rules import rules as rule_files

_WITHOUT_FILE = {
    "candidate": "Neither record names the other, but this agrees",
    "verdict": "Verdict of a reviewer",
}


def rules() -> dict[str, str]:
    """The rule of a link → why it links them, as the head of its file says."""
    return {rule.name: rule.title for rule in rule_files()} | _WITHOUT_FILE


def rule(name: str) -> str:
    """Why a trial and a paper are linked."""
    return rules().get(name) or name.replace("_", " ").capitalize()
