"""What a picture is of, and how large."""

from dataclasses import dataclass

SIZES = {"desk": (1280, 860, 1), "phone": (390, 780, 2), "paper": (718, 1046, 1)}
"""Width and height of the page in CSS pixels, and how many pixels each is."""


@dataclass(frozen=True)
class Shot:
    """One picture: ``path`` is its page, with columns of ``records.sql`` in braces."""

    name: str
    path: str
    title: str
    says: str
    size: str = "desk"
    dark: bool = False

    @property
    def file(self) -> str:
        """Its name in this folder."""
        return f"{self.name}.webp"
