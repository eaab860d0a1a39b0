"""A procedure as the JSON document it is kept as, read with the place of every fault named."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, TypeVar

from portfolio.domain.deadlines import Rule, RuleFault, parse_rule
from portfolio.domain.procedure import (
    Body,
    CaseKind,
    Category,
    Channel,
    ClockRule,
    Moment,
    Office,
    Procedure,
    Rung,
    Special,
    Stage,
    Template,
    Track,
    TrackKey,
    Within,
)
from portfolio.domain.procedure_checks import ProcedureFault, check

Word = TypeVar("Word", bound=StrEnum)


def parse(document: Mapping[str, Any]) -> Procedure:
    """The procedure a document tells; raises ProcedureFault, its ``field`` the place amiss.

    A place reads "tracks.complaint.stages.formal.clocks.target.rule".
    """
    whole = _Entry(document, "")
    whole.knows(Procedure)
    every = whole.get("contact_every", "")
    procedure = Procedure(
        name=whole.text("name"),
        source=whole.text("source"),
        statement=whole.text("statement"),
        plain_words=whole.texts("plain_words"),
        tracks={_word(TrackKey, e.key, e.place): _track(e) for e in whole.named("tracks")},
        categories=tuple(_category(entry) for entry in whole.listed("categories")),
        bodies=tuple(_body(entry) for entry in whole.listed("bodies")),
        templates={entry.key: _template(entry) for entry in whole.named("templates")},
        contact_every=_rule(every, "contact_every") if every else None,
    )
    check(procedure)
    return procedure


def to_document(procedure: Procedure) -> dict[str, Any]:
    """What ``parse`` reads back to the same procedure; what is as usual is left out."""
    return {
        **_told(procedure, leaving={"tracks", "templates"}),
        "tracks": {
            key.value: _told(track, leaving={"key"}) for key, track in procedure.tracks.items()
        },
        "templates": {
            key: _told(template, leaving={"key"}) for key, template in procedure.templates.items()
        },
    }


@dataclass(frozen=True)
class _Entry:
    """One object of the document and its place in it."""

    values: Mapping[str, Any]
    place: str
    key: str = ""

    def at(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name

    def knows(self, kind: type[Any], *besides: str) -> None:
        """Refuses a key that ``kind`` has no field for: a misspelt one would go unread."""
        if not isinstance(self.values, Mapping):
            raise ProcedureFault("is no object", self.place)
        names = {each.name for each in fields(kind)} | set(besides)
        for name in self.values:
            if name not in names:
                raise ProcedureFault("is nothing a procedure has", self.at(name))

    def get(self, name: str, usual: Any = None) -> Any:
        return self.values.get(name, usual)

    def text(self, name: str, usual: str | None = None) -> str:
        value = self.get(name, usual)
        if not isinstance(value, str) or (usual is None and not value.strip()):
            raise ProcedureFault("needs words", self.at(name))
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ProcedureFault("is no list of words", self.at(name))
        return tuple(value)

    def flag(self, name: str, usual: bool = False) -> bool:
        value = self.get(name, usual)
        if not isinstance(value, bool):
            raise ProcedureFault("is neither true nor false", self.at(name))
        return value

    def word(self, kind: type[Word], name: str) -> Word:
        return _word(kind, self.text(name), self.at(name))

    def words(self, kind: type[Word], name: str) -> tuple[Word, ...]:
        return tuple(_word(kind, each, self.at(name)) for each in self.texts(name))

    def rule(self, name: str) -> Rule:
        return _rule(self.text(name), self.at(name))

    def listed(self, name: str) -> Iterable["_Entry"]:
        """The objects of a list, each placed by its key where it has one."""
        value = self.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
            raise ProcedureFault("is no list of objects", self.at(name))
        for number, each in enumerate(value, start=1):
            yield _Entry(each, f"{self.at(name)}.{each.get('key', number)}")

    def named(self, name: str) -> Iterable["_Entry"]:
        """The objects of an object, each under its key."""
        value = self.get(name, {})
        if not isinstance(value, Mapping):
            raise ProcedureFault("is no object", self.at(name))
        for key, each in value.items():
            yield _Entry(each, f"{self.at(name)}.{key}", key)


def _word(kind: type[Word], value: str, place: str) -> Word:
    try:
        return kind(value)
    except ValueError as fault:
        known = ", ".join(each.value for each in kind)
        raise ProcedureFault(f"says {value!r}; it can be: {known}", place) from fault


def _rule(words: Any, place: str) -> Rule:
    try:
        return parse_rule(str(words))
    except RuleFault as fault:
        raise ProcedureFault(fault.message, place) from fault


def _track(entry: _Entry) -> Track:
    entry.knows(Track)
    return Track(
        key=_word(TrackKey, entry.key, entry.place),
        kind=entry.word(CaseKind, "kind"),
        label=entry.text("label"),
        help=entry.text("help"),
        stages=tuple(_stage(stage) for stage in entry.listed("stages")),
    )


def _stage(entry: _Entry) -> Stage:
    entry.knows(Stage)
    within = entry.get("within")
    return Stage(
        key=entry.text("key"),
        name=entry.text("name"),
        short=entry.text("short"),
        office=entry.word(Office, "office"),
        clocks=tuple(_clock(clock) for clock in entry.listed("clocks")),
        within=_within(_Entry(within, entry.at("within"))) if within else None,
        formal=entry.flag("formal"),
        in_writing=entry.flag("in_writing"),
        channels=entry.words(Channel, "channels") if "channels" in entry.values else tuple(Channel),
        tells=entry.words(Office, "tells"),
        ladder=tuple(_rung(rung) for rung in entry.listed("ladder")),
        at_meeting=entry.flag("at_meeting"),
        tells_administrator=entry.flag("tells_administrator"),
        next=entry.texts("next"),
        external=entry.flag("external"),
        fields=entry.texts("fields"),
        begins=entry.flag("begins"),
        what_happens=entry.text("what_happens", ""),
    )


def _clock(entry: _Entry) -> ClockRule:
    entry.knows(ClockRule)
    words = entry.text("rule")
    special = words in set(Special)
    return ClockRule(
        key=entry.text("key"),
        label=entry.text("label"),
        rule=Special(words) if special else entry.rule("rule"),
        starts=entry.word(Moment, "starts"),
        stops=entry.word(Moment, "stops"),
        amber_after=entry.rule("amber_after") if entry.get("amber_after") else None,
        indicator=entry.flag("indicator"),
    )


def _within(entry: _Entry) -> Within:
    entry.knows(Within)
    return Within(rule=entry.rule("rule"), since=entry.word(Moment, "since"))


def _rung(entry: _Entry) -> Rung:
    entry.knows(Rung)
    after = entry.rule("after") if entry.get("after") else None
    return Rung(office=entry.word(Office, "office"), after=after)


def _category(entry: _Entry) -> Category:
    entry.knows(Category)
    return Category(
        key=entry.text("key"),
        label=entry.text("label"),
        redirects=entry.word(TrackKey, "redirects") if entry.get("redirects") else None,
        external=entry.flag("external", True),
        why_not_external=entry.text("why_not_external", ""),
    )


def _body(entry: _Entry) -> Body:
    entry.knows(Body)
    return Body(entry.text("name"), entry.text("deals_with"), entry.text("contact", ""))


def _template(entry: _Entry) -> Template:
    entry.knows(Template)
    return Template(entry.key, entry.text("name"), entry.text("subject"), entry.text("text"))


def _told(thing: Any, leaving: Iterable[str] = ()) -> dict[str, Any]:
    """The fields of a dataclass that are not as usual, as JSON has them."""
    return {
        each.name: _plain(getattr(thing, each.name))
        for each in fields(thing)
        if each.name not in leaving and getattr(thing, each.name) != each.default
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Rule):
        return str(value)
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | bool) else _told(value)
