"""What staff fill in when somebody brings something (R-272, R-292, R-293)."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.cases import Relation
from portfolio.domain.characteristics import CHARACTERISTICS
from portfolio.domain.errors import Refusal
from portfolio.domain.procedure import Channel, Procedure, Stage, Track, TrackKey
from portfolio.models.programme import Qualification
from portfolio.services.cases import Intake
from portfolio.web.cases.fields import TimeOfDay, email, line, moment_of, words
from portfolio.web.forms import DateBoxes, Form

TAKEN_BY_STAFF = (
    Channel.TELEPHONE,
    Channel.IN_PERSON,
    Channel.EMAIL,
    Channel.LETTER,
    Channel.REVIEW_FORM,
    Channel.OTHER,
)
SPOKEN = frozenset({Channel.TELEPHONE, Channel.IN_PERSON})
CHECKLIST = {
    "details": "I wrote the details down while we spoke",
    "explained": "I said that there is a procedure and that a copy comes with our reply",
    "next": "I said what happens next and how long it takes",
    "account": "I asked for a written account by e-mail, where that was right",
}
"""What whoever takes a call or a visit does (R-292)."""
SPOKEN_WORDS = {
    "details": "details written down",
    "explained": "procedure explained",
    "next": "told what happens next and how long it takes",
    "account": "asked for a written account",
}
"""The same as the history tells it."""


class IntakeForm(Form):
    """One page: who, how, what, and what must not wait."""

    channel = RadioField(
        "How it reached us",
        choices=[one.value for one in TAKEN_BY_STAFF],
        default=Channel.TELEPHONE.value,
        validators=[InputRequired("Choose how it reached us")],
    )
    kind = RadioField("What it is", validators=[InputRequired("Choose what it is")])
    name = line("Full name", "Enter the person’s name")
    telephone = line("Telephone number", most=60)
    email = email("E-mail address")
    relation = SelectField(
        "Who they are", choices=[one.value for one in Relation], default=Relation.PUBLIC.value
    )
    received = DateBoxes(
        "Day we got it",
        thing="the day we got it",
        default=clock.today,
        validators=[InputRequired("Enter the day we got it")],
    )
    received_time = TimeOfDay(
        "Time we got it",
        default=lambda: clock.now().astimezone(clock.UK).time(),
        validators=[InputRequired("Enter the time we got it")],
    )
    category = SelectField(
        "What it is about", validators=[InputRequired("Choose what it is about")]
    )
    said = words("What they said, in their own words", "Write what happened, in their own words")
    summary = words("Your summary", most=4000)
    wanted = words("What would put it right for them", most=4000)
    issue_on = DateBoxes("Day it happened", thing="the day it happened")
    provision_area = line("Provision area")
    qualification = SelectField("Accredited qualification it is about")
    receiver = line("Who received it")
    dealt_by = line("Who deals with it")
    checklist = SelectMultipleField("While you spoke", choices=CHECKLIST)
    procedure_given = BooleanField("They have been given a copy of the procedure")
    equality = BooleanField("They feel treated unfairly because of a protected characteristic")
    characteristics = SelectMultipleField("Which characteristic", choices=list(CHARACTERISTICS))
    safeguarding = BooleanField("Somebody may be at risk of harm: pass it to safeguarding now")

    def offer(self, procedure: Procedure, qualifications: Iterable[Qualification]) -> None:
        """Fill in what the centre's procedure and catalogue give to choose from."""
        self.kind.choices = {value: label for value, label, _help in kinds(procedure)}
        self.kind.data = self.kind.data or next(iter(self.kind.choices))
        self.category.choices = {"": "Choose"} | {
            one.key: one.label for one in procedure.categories
        }
        self.qualification.choices = {"": "None, or not known"} | {
            str(one.id): f"{one.entry_code} {one.title}" for one in qualifications
        }

    def intake(self, actor: Actor) -> Intake:
        """What was typed; only after the form was found complete."""
        track, _, stage = (self.kind.data or "").partition("/")
        chosen = self.qualification.data
        return Intake(
            track=TrackKey(track),
            category=self.category.data or "",
            channel=Channel(self.channel.data),
            name=self.name.data or "",
            said=self.said.data or "",
            received_at=moment_of(self.received, self.received_time),
            email=(self.email.data or "").strip(),
            telephone=self.telephone.data or "",
            relation=Relation(self.relation.data),
            summary=(self.summary.data or "").strip(),
            wanted=(self.wanted.data or "").strip(),
            issue_on=self.issue_on.data,
            provision_area=(self.provision_area.data or "").strip(),
            qualification_id=UUID(chosen) if chosen else None,
            equality=bool(self.equality.data or self.characteristics.data),
            characteristics=tuple(self.characteristics.data or ()),
            safeguarding=bool(self.safeguarding.data),
            procedure_given=bool(self.procedure_given.data),
            receiver_name=(self.receiver.data or "").strip() or actor.name,
            stage=stage,
            dealt_by=(self.dealt_by.data or "").strip(),
            spoken=self._spoken(),
        )

    def _spoken(self) -> str:
        """What was said on the telephone or in person, and what was not; empty for the rest."""
        if self.channel.data not in {one.value for one in SPOKEN}:
            return ""
        ticked = self.checklist.data or ()
        done = [words for key, words in SPOKEN_WORDS.items() if key in ticked]
        left = [words for key, words in SPOKEN_WORDS.items() if key not in ticked]
        told = (("Done", done), ("Not done", left))
        return " ".join(f"{label}: {'; '.join(words)}." for label, words in told if words)

    def check_channel(self, procedure: Procedure) -> None:
        """Raises Refusal where a later stage, brought in writing only, was spoken (R-277)."""
        track, _, key = (self.kind.data or "").partition("/")
        stage = procedure.track(TrackKey(track)).stage(key) if key else None
        if stage and stage.in_writing and Channel(self.channel.data) not in stage.channels:
            raise Refusal(
                f"{stage.name} is brought in writing. Record it at the first stage, and ask for it "
                "in writing",
                "channel",
            )


def kinds(procedure: Procedure) -> Sequence[tuple[str, str, str]]:
    """What can be brought: value, label and help; a track once for each stage it can begin at."""
    return [
        (_value(track, stage), _label(track, stage), track.help if number == 0 else "")
        for track in procedure.tracks.values()
        for number, stage in enumerate(track.beginnings)
    ]


def _value(track: Track, stage: Stage) -> str:
    return track.key.value if stage is track.stages[0] else f"{track.key.value}/{stage.key}"


def _label(track: Track, stage: Stage) -> str:
    return f"{track.label}: {stage.name}" if len(track.beginnings) > 1 else track.label
