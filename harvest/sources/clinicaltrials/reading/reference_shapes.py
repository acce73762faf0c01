"""The shape of what a study refers to: papers, pages, data to be shared."""

from harvest.sources.clinicaltrials.reading.shape import Shape
from harvest.sources.clinicaltrials.reading.terms import IpdInfoType, IpdSharing, ReferenceType


class Retraction(Shape):
    """A notice that a cited paper was retracted."""

    pmid: str | None = None
    source: str | None = None


class ReferenceShape(Shape):
    """A cited paper."""

    pmid: str | None = None
    type: ReferenceType | None = None
    citation: str | None = None
    retractions: tuple[Retraction, ...] = ()


class SeeAlsoLink(Shape):
    """A page that the sponsor points to."""

    label: str | None = None
    url: str | None = None


class AvailIpd(Shape):
    """A data set or document that can be had."""

    id: str | None = None
    type: str | None = None
    url: str | None = None
    comment: str | None = None


class References(Shape):
    """``referencesModule``."""

    references: tuple[ReferenceShape, ...] = ()
    see_also_links: tuple[SeeAlsoLink, ...] = ()
    avail_ipds: tuple[AvailIpd, ...] = ()


class IpdSharingStatement(Shape):
    """``ipdSharingStatementModule``: individual participant data."""

    ipd_sharing: IpdSharing | None = None
    description: str | None = None
    info_types: tuple[IpdInfoType, ...] = ()
    time_frame: str | None = None
    access_criteria: str | None = None
    url: str | None = None
