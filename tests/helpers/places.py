"""Where the tests find what is no code of theirs."""

from pathlib import Path

HELPERS = Path(__file__).resolve().parent
DATA = HELPERS.parent / "data"
ROOT = HELPERS.parent.parent
"""The checkout."""

SHARED = ROOT.parent / "shared"
"""The real records beside the checkout, where somebody has them."""
