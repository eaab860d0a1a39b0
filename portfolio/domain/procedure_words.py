"""A procedure in plain words: its deadlines, limits and ladder, as pages and differences tell."""

from portfolio.domain.deadlines import Rule
from portfolio.domain.procedure import (
    Category,
    ClockRule,
    Moment,
    Office,
    Procedure,
    Rung,
    Special,
    Stage,
    TrackKey,
    Within,
)

SINCE = {
    Moment.ISSUE: "of the issue",
    Moment.RECEIVED: "of receipt",
    Moment.STAGE: "of the start of the stage",
    Moment.ACKNOWLEDGED: "of the acknowledgement",
    Moment.TARGET_GIVEN: "of giving the target date",
    Moment.ANSWERED: "of the written answer before",
}


def deadline(clock: ClockRule) -> str:
    """ "Within 48 hours of receipt", "immediately", "by the target date of each case"."""
    if clock.rule is Special.TARGET:
        return "by the target date of each case"
    if isinstance(clock.rule, Rule):
        return f"within {clock.rule} {SINCE[clock.starts]}"
    amber = f"; due soon after {clock.amber_after}" if clock.amber_after else ""
    return f"{clock.rule}{amber}"


def time_to_bring(within: Within | None) -> str:
    """How long there is to bring it: "5 working days of the issue"; no limit is said so."""
    return f"{within.rule} {SINCE[within.since]}" if within else "no limit"


def ladder(rungs: tuple[Rung, ...]) -> str:
    """Who is told when a deadline passes: "Department head at once, Senior manager 24 hours later".

    Each only without a reply from the one before.
    """
    return ", ".join(
        f"{rung.office} {f'{rung.after} later' if rung.after else 'at once'}" for rung in rungs
    )


def begun_by(stage: Stage) -> str:
    """Through which channels a stage is reached, and whether in writing only."""
    ways = ", ".join(channel.lower() for channel in stage.channels)
    return f"{ways}; in writing" if stage.in_writing else ways


def goes(category: Category) -> str:
    """Where a category leads: outside bodies, another track, or nowhere beyond the centre."""
    if category.redirects:
        return f"turned to {TRACK_NAMES[category.redirects]}"
    return "outside bodies deal with it" if category.external else "stays with the centre"


def offices_of(procedure: Procedure) -> tuple[Office, ...]:
    """The offices somebody must hold for the procedure to run, in the order they are named.

    The safeguarding lead is one of every procedure; whoever receives a case is known with it.
    """
    stages = [stage for track in procedure.tracks.values() for stage in track.stages]
    acting = {stage.office for stage in stages if not stage.external}
    told = {office for stage in stages for office in stage.tells}
    rungs = {rung.office for stage in stages for rung in stage.ladder}
    named = (acting | told | rungs | {Office.SAFEGUARDING_LEAD}) - {Office.RECEIVER}
    return tuple(office for office in Office if office in named)


TRACK_NAMES = {
    TrackKey.COMPLAINT: "complaints",
    TrackKey.APPEAL: "appeals",
    TrackKey.ENQUIRY: "enquiries about results",
    TrackKey.PROVIDER_QUERY: "questions of providers and employers",
    TrackKey.GENERAL_QUERY: "general questions",
    TrackKey.FEEDBACK: "feedback",
}
