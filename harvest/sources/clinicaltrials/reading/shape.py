"""What every shape of a study begins with."""

from typing import Annotated

from msgspec import Meta, Raw, Struct

Int = Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)]
"""What SQLite can hold."""

ABSENT = Raw(b"")
"""The default of a part that is kept as the bytes received, or passed over."""


class Shape(Struct, rename="camel", omit_defaults=True, gc=False):
    """A part of a study. Without cycles, so it needs no garbage collector."""
