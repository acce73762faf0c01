"""Names in addresses."""

import hashlib
import re
import unicodedata

_LONGEST = 60


def slug(name: str) -> str:
    """A name for addresses: small letters, digits and hyphens.

    It follows from the name alone, so that it stays while others come and go. Spellings that
    differ in case, accents, dots or commas share it; long names, and those in another script, are
    told apart by a sum of their letters.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "").replace(".", "")).strip("-")
    readable = sum(character.isalnum() for character in name)
    if words and len(words) <= _LONGEST and len(words.replace("-", "")) * 2 > readable:
        return words
    letters = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", name).casefold()))
    digest = hashlib.sha256(letters.encode()).hexdigest()[:8]
    return f"{words[:_LONGEST].rstrip('-')}-{digest}".lstrip("-")
