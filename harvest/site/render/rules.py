"""The rules that tie trials and papers, in words."""

from harvest.evidence.links.rules import rules as rule_files

_WITHOUT_FILE = {
    "candidate": "Nothing names the other, but texts, people, numbers and dates agree",
    "verdict": "A reviewer says so",
}


def rules() -> dict[str, str]:
    """The rule of a link → why it ties them, as the head of its file says."""
    return {rule.name: rule.title for rule in rule_files()} | _WITHOUT_FILE


def rule(name: str) -> str:
    """Why a link ties its trial and its paper."""
    return rules().get(name) or name.replace("_", " ").capitalize()
