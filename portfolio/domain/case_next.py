"""The next step of a case in words, for its page and for the private link (R-266)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from portfolio.domain.case_rules import Deed, OpenClock, Standing, next_stages, outside
from portfolio.domain.cases import CaseState
from portfolio.domain.date_words import day_with_weekday, deadline
from portfolio.domain.deadlines import last_moment
from portfolio.domain.procedure import Moment, Stage, TrackKey


@dataclass(frozen=True)
class NextStep:
    """What is next, why, and by when; ``deed`` is None where staff have nothing to do."""

    title: str
    why: str
    deed: Deed | None = None
    due: date | None = None


def next_step(standing: Standing) -> NextStep:
    """The one next thing for staff: "Resolution in writing, by Thursday 26 November 2026, 5pm"."""
    for rule in _RULES:
        if (step := rule(standing)) is not None:
            return step
    return _answer(standing)


def next_for_person(standing: Standing) -> NextStep:
    """The same as whoever brought it is told: what happens now, and when to expect it."""
    if (stands_still := _nothing_expected(standing)) is not None:
        return stands_still
    if standing.answered_on is not None:
        return _answered_to_person(standing)
    word = _clock(standing, Moment.ACKNOWLEDGED) or _clock(standing, Moment.TARGET_GIVEN)
    if word is not None:
        said = "We tell you that we have it"
        if word.stops is Moment.TARGET_GIVEN or standing.gives_target:
            said = "We tell you by when to expect our answer"
        return _by(said, standing.stage.what_happens, None, word.due)
    due = _answer_due(standing)
    if due is None:
        return NextStep("We look into it", standing.stage.what_happens)
    return _by("Our answer in writing", standing.stage.what_happens, None, due)


def _nothing_expected(standing: Standing) -> NextStep | None:
    """What a person is told of a case in which nobody here owes them an answer now."""
    if standing.locked:
        why = "The centre has passed it to the person who deals with such concerns."
        return NextStep("It is looked after separately", why)
    if standing.state is CaseState.CLOSED:
        return NextStep("It is closed", "There is nothing more to come from us.")
    if standing.state is CaseState.PAUSED:
        return NextStep("It is paused", _sentence(standing.pause_reason))
    if standing.stage.external:
        return NextStep(f"It is with: {standing.stage.name}", standing.stage.what_happens)
    return None


def _locked(standing: Standing) -> NextStep | None:
    if not standing.locked:
        return None
    why = "Only the safeguarding lead reads it. What follows is their process, not this one."
    return NextStep("With the safeguarding lead", why)


def _closed(standing: Standing) -> NextStep | None:
    if standing.state is not CaseState.CLOSED:
        return None
    return NextStep("Nothing: it is closed", "What was done stays here for whoever has to show it.")


def _paused(standing: Standing) -> NextStep | None:
    if standing.state is not CaseState.PAUSED:
        return None
    why = f"Its clocks stand still. {_sentence(standing.pause_reason)}".strip()
    return NextStep("Paused: take it up again", why, Deed.RESUME)


def _outside(standing: Standing) -> NextStep | None:
    if not standing.stage.external:
        return None
    why = f"{standing.stage.what_happens} Close it when you know what came of it.".strip()
    return NextStep(f"With: {standing.stage.name}", why, Deed.CLOSE)


def _feedback(standing: Standing) -> NextStep | None:
    if standing.stage.clocks or standing.answered_on or standing.stage.next:
        return None
    return NextStep("Read it, then close it", "Note what was learnt from it.", Deed.CLOSE)


def _acknowledge(standing: Standing) -> NextStep | None:
    if standing.answered_on or (clock := _clock(standing, Moment.ACKNOWLEDGED)) is None:
        return None
    if standing.stage.acknowledgement_gives_target:
        why = "Say that you have it and by when to expect the answer: it needs a target date."
        return _by("Acknowledge, with a target date", why, Deed.ACKNOWLEDGE, clock.due)
    return _by("Acknowledge", "Say that you have it.", Deed.ACKNOWLEDGE, clock.due)


def _give_target(standing: Standing) -> NextStep | None:
    if standing.answered_on or standing.target:
        return None
    why = "Say in writing by when to expect the answer. Its clock runs from then on."
    if (clock := _clock(standing, Moment.TARGET_GIVEN)) is not None:
        return _by("Give a target date", why, Deed.GIVE_TARGET, clock.due)
    if standing.gives_target:
        return NextStep("Give a target date", why, Deed.GIVE_TARGET)
    return None


def _investigate(standing: Standing) -> NextStep | None:
    asked = "investigation-needed" in standing.stage.fields
    if not asked or standing.answered_on or standing.investigate is not None:
        return None
    why = "Say whether it needs further investigation, and note evidence, interviews and findings."
    return _by("Fill in the investigation form", why, Deed.INVESTIGATE, _answer_due(standing))


def _answered(standing: Standing) -> NextStep | None:
    if standing.answered_on is None:
        return None
    if standing.accepted:
        why = "The outcome was accepted. Note what was learnt from it."
        return NextStep("Close it", why, Deed.CLOSE)
    told = f"Answered on {day_with_weekday(standing.answered_on)}."
    follows = next_stages(standing.track, standing.stage)
    if not follows:
        return NextStep("Close it, with what they think of the outcome", told, Deed.CLOSE)
    until = f" until {day_with_weekday(standing.last_day)}" if standing.last_day else ""
    why = f"{told} They can take it further{until}: {_names(follows)}."
    return NextStep("Ask whether they accept the outcome", why, Deed.CLOSE)


def _answer(standing: Standing) -> NextStep:
    why = "Say what was found and what will be done. Closing without a written answer is not \
possible."
    complained = standing.track.key is TrackKey.COMPLAINT
    title = "Resolution in writing" if complained else "Answer in writing"
    return _by(title, why, Deed.ANSWER, _answer_due(standing))


_RULES: Sequence[Callable[[Standing], NextStep | None]] = (
    _locked,
    _closed,
    _paused,
    _outside,
    _feedback,
    _answered,
    _acknowledge,
    _give_target,
    _investigate,
)


def _answered_to_person(standing: Standing) -> NextStep:
    if standing.accepted:
        return NextStep("You accepted our answer", "We close it now.")
    follows = next_stages(standing.track, standing.stage)
    if follows:
        until = f" until {day_with_weekday(standing.last_day)}" if standing.last_day else ""
        why = f"Tell us whether you accept it. If not, you can take it further{until}: \
{_names(follows)}."
    elif outside(standing).open:
        why = "Tell us whether you accept it. If not, you can turn to a body outside the centre."
    else:
        why = "Tell us whether you accept it."
    return NextStep("You have our answer", why)


def _clock(standing: Standing, stops: Moment) -> OpenClock | None:
    running = [clock for clock in standing.clocks if clock.stops is stops]
    return min(running, key=lambda clock: last_moment(clock.due), default=None)


def _answer_due(standing: Standing) -> date | None:
    clock = _clock(standing, Moment.ANSWERED)
    return clock.due if clock else standing.target


def _by(title: str, why: str, deed: Deed | None, due: date | None) -> NextStep:
    when = f", by {deadline(due)}" if due else ""
    return NextStep(f"{title}{when}", why, deed, due)


def _names(stages: Sequence[Stage]) -> str:
    return " or ".join(stage.name for stage in stages)


def _sentence(words: str) -> str:
    text = words.strip()
    return f"{text}." if text and text[-1] not in ".!?" else text
