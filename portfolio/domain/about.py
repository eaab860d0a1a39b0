"""What somebody wants to bring, as the public form asks it first; it decides the way (R-259)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from portfolio.domain.procedure import Category, Procedure, TrackKey


class About(StrEnum):
    """Each is a part of the form's address."""

    COMPLAINT = "complaint"
    APPEAL = "appeal"
    ENQUIRY = "enquiry"
    PROVIDER_QUERY = "provider-query"
    GENERAL_QUERY = "general-query"
    FEEDBACK = "feedback"
    EQUALITY = "equality"


TRACKS: Mapping[About, TrackKey] = {
    **{about: TrackKey(about.value) for about in About if about is not About.EQUALITY},
    About.EQUALITY: TrackKey.COMPLAINT,
}
"""Feeling discriminated against goes the way of a complaint, marked as such (R-270)."""
EQUALITY_LABEL = "Discrimination"
EQUALITY_HELP = (
    "You think that a qualification, an assessment or our materials treat you or somebody else "
    "worse because of age, disability, race, sex or another protected characteristic."
)


@dataclass(frozen=True)
class Offer:
    """One answer to the first question."""

    about: About
    label: str
    help: str


def offers(procedure: Procedure) -> list[Offer]:
    """What can be brought, in the procedure's words."""
    found = []
    for about in About:
        if about is About.EQUALITY:
            found.append(Offer(about, EQUALITY_LABEL, EQUALITY_HELP))
        else:
            track = procedure.track(TRACKS[about])
            found.append(Offer(about, track.label, track.help))
    return found


def asks_category(about: About) -> bool:
    """Whether the form asks what it is about; elsewhere the way says so already."""
    return TRACKS[about] is TrackKey.COMPLAINT


def usual_category(procedure: Procedure, about: About) -> Category:
    """The category of what was brought where the form asks for none, or proposes one.

    An appeal gets the one that leads to appeals, discrimination its own, the rest "other"; the
    procedure's last where it has none of these.
    """
    known = {category.key: category for category in procedure.categories}
    if about is About.APPEAL:
        for category in procedure.categories:
            if category.redirects is TrackKey.APPEAL:
                return category
    wanted = "equality" if about is About.EQUALITY else "other"
    return known.get(wanted, procedure.categories[-1])
