"""What one version of a procedure changes of another, in sentences."""

from collections.abc import Iterator, Mapping

from portfolio.domain.procedure import Procedure, Stage, Track
from portfolio.domain.procedure_fields import FORM_FIELDS
from portfolio.domain.procedure_words import begun_by, deadline, goes, ladder, time_to_bring


def changes(before: Procedure, after: Procedure) -> list[str]:
    """Sentences in the order of the procedure; none where both say the same."""
    return [
        *_about(before, after),
        *(
            f"{track.label}: {sentence}"
            for key, track in after.tracks.items()
            for sentence in _track(before.tracks[key], track)
        ),
        *_categories(before, after),
        *_bodies(before, after),
        *_replies(before, after),
    ]


def _about(before: Procedure, after: Procedure) -> Iterator[str]:
    if before.name != after.name:
        yield f"The name was “{before.name}” and is “{after.name}”"
    if before.source != after.source:
        yield f"It was read from “{before.source}”, now from “{after.source}”"
    if before.statement != after.statement:
        yield f"The statement is now “{after.statement}”"
    if before.plain_words != after.plain_words:
        yield "What the public page says of it is worded anew"
    if before.contact_every != after.contact_every:
        was, now = (every or "no limit" for every in (before.contact_every, after.contact_every))
        yield f"Longest time without contact: {was} → {now}"


def _track(before: Track, after: Track) -> Iterator[str]:
    if (before.label, before.help) != (after.label, after.help):
        yield "the intake describes it in other words"
    old = {stage.key: stage for stage in before.stages}
    new = {stage.key: stage for stage in after.stages}
    yield from _come_and_gone("stage", _names(old), _names(new))
    for key, stage in new.items():
        if key in old:
            yield from (f"{stage.name}: {said}" for said in _stage(old[key], stage))
    order = [key for key in new if key in old]
    if order != [key for key in old if key in new]:
        yield "the stages stand in another order"


def _names(stages: Mapping[str, Stage]) -> dict[str, str]:
    return {key: stage.name for key, stage in stages.items()}


def _stage(before: Stage, after: Stage) -> Iterator[str]:
    yield from _facts(_stage_facts(before), _stage_facts(after))
    old = {clock.key: f"{clock.label}: {deadline(clock)}" for clock in before.clocks}
    new = {clock.key: f"{clock.label}: {deadline(clock)}" for clock in after.clocks}
    yield from _come_and_gone("deadline", old, new)
    yield from _facts(
        {key: words for key, words in old.items() if key in new},
        {key: words for key, words in new.items() if key in old},
        named=False,
    )
    published = {clock.key: clock.indicator for clock in before.clocks}
    for clock in after.clocks:
        if published.get(clock.key, clock.indicator) != clock.indicator:
            yield f"{clock.label}: a published service standard {_now(clock.indicator)}"


def _stage_facts(stage: Stage) -> dict[str, str]:
    return {
        "name": stage.name,
        "short name": stage.short,
        "what happens": stage.what_happens,
        "acts": stage.office,
        "reached by": begun_by(stage),
        "time to bring it": time_to_bring(stage.within),
        "told when it begins": ", ".join(stage.tells) or "nobody",
        "when a deadline passes": ladder(stage.ladder) or "nobody is told",
        "can follow": ", ".join(stage.next) or "nothing",
        "form": ", ".join(FORM_FIELDS[key].label for key in stage.fields) or "no fields",
        "formal": _yes(stage.formal),
        "a case can begin here": _yes(stage.begins),
        "put to the senior management meeting": _yes(stage.at_meeting),
        "goes to the administration address": _yes(stage.tells_administrator),
        "outside the centre": _yes(stage.external),
    }


def _categories(before: Procedure, after: Procedure) -> Iterator[str]:
    old = {one.key: f"{one.label} ({goes(one)})" for one in before.categories}
    new = {one.key: f"{one.label} ({goes(one)})" for one in after.categories}
    yield from _listed("Category", old, new)
    reasons = [
        {one.key: one.why_not_external for one in procedure.categories if one.key in old}
        for procedure in (before, after)
    ]
    if any(reasons[0][key] != reasons[1].get(key, reasons[0][key]) for key in reasons[0]):
        yield "Reasons why outside bodies do not deal with something are worded anew"


def _bodies(before: Procedure, after: Procedure) -> Iterator[str]:
    old = {one.name: f"{one.name}: {one.deals_with} {one.contact}".strip() for one in before.bodies}
    new = {one.name: f"{one.name}: {one.deals_with} {one.contact}".strip() for one in after.bodies}
    yield from _listed("Outside body", old, new)


def _replies(before: Procedure, after: Procedure) -> Iterator[str]:
    for key, reply in after.templates.items():
        if key not in before.templates:
            yield f"New reply: {reply.name}"
        elif before.templates[key] != reply:
            yield f"Reply worded anew: {reply.name}"
    for key, reply in before.templates.items():
        if key not in after.templates:
            yield f"Reply taken out: {reply.name}"


def _listed(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{kind} new: {words}" for key, words in new.items() if key not in old)
    yield from (f"{kind} taken out: {words}" for key, words in old.items() if key not in new)
    for key, words in new.items():
        if old.get(key, words) != words:
            yield f"{kind}: {old[key]} → {words}"


def _come_and_gone(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    yield from (f"new {kind}: {words}" for key, words in new.items() if key not in old)
    yield from (f"{kind} taken out: {words}" for key, words in old.items() if key not in new)


def _facts(old: Mapping[str, str], new: Mapping[str, str], *, named: bool = True) -> Iterator[str]:
    for key, words in new.items():
        if old[key] != words:
            yield f"{key}: {old[key]} → {words}" if named else f"{old[key]} → {words}"


def _now(value: bool) -> str:
    return "from now on" if value else "no more"


def _yes(value: bool) -> str:
    return "yes" if value else "no"
