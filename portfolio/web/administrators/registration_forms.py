"""The fields of a candidate's profile and of a registration (RD01)."""

from uuid import UUID

from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from portfolio.domain.actors import Role
from portfolio.domain.errors import Refusal, Refusals
from portfolio.domain.uln import uln_status
from portfolio.models.enrolment import Candidate, Enrolment
from portfolio.queries import catalogue, people
from portfolio.services.entry_records import EntryRecord
from portfolio.services.profiles import Profile, UlnInUse
from portfolio.services.registration import AlreadyCandidate, Entry
from portfolio.web.administrators.forms import email_field, name_field
from portfolio.web.administrators.forms import people as choices_of
from portfolio.web.forms import DateBoxes, Form


def _text(label: str, most: int, needed: str = "") -> StringField:
    validators = [Length(max=most, message=f"Enter {most} characters or fewer")]
    return StringField(
        label, validators=[*([InputRequired(needed)] if needed else []), *validators]
    )


def _long(label: str) -> TextAreaField:
    return TextAreaField(
        label, validators=[Length(max=4000, message="Enter 4,000 characters or fewer")]
    )


class AddressFields:
    """First on the page, so first in the list of what needs putting right."""

    email = email_field()


class ProfileFields:
    name = name_field("the candidate's")
    date_of_birth = DateBoxes(
        "Date of birth",
        thing="the date of birth",
        validators=[InputRequired("Enter the date of birth")],
    )
    location = _text("Location", 200, "Enter the location")
    uln = _text("Unique learner number (ULN)", 40)
    candidate_number = _text("Candidate number of the awarding organisation", 40)
    publicly_funded = BooleanField("Publicly funded")
    access_needs = _long("Access needs")

    def validate_uln(self, field: StringField) -> None:
        """Say what is wrong with the number together with what else is missing."""
        try:
            uln_status(field.data)
        except Refusal as refusal:
            raise ValidationError(refusal.message) from refusal

    def profile(self) -> Profile:
        """The profile as typed; only after the form was found complete."""
        return Profile(
            name=self.name.data or "",
            location=self.location.data or "",
            date_of_birth=self.date_of_birth.day_given,
            uln=self.uln.data or "",
            candidate_number=self.candidate_number.data or "",
            publicly_funded=bool(self.publicly_funded.data),
            access_needs=self.access_needs.data or "",
        )


class QualificationFields:
    qualification = SelectField(
        "Qualification", validators=[InputRequired("Choose the qualification")]
    )
    earlier = BooleanField("This is an earlier registration, entered with its original date")
    starts_on = DateBoxes(
        "Start date", thing="the start date", validators=[InputRequired("Enter the start date")]
    )
    registered_on = DateBoxes(
        "Registered on",
        thing="the date of registration",
        validators=[InputRequired("Enter the date of registration")],
    )


class RecordFields:
    confirmed_on = DateBoxes(
        "Registration confirmed by the awarding organisation on", thing="the date of confirmation"
    )
    informed_on = DateBoxes(
        "Candidate told the title, level and awarding organisation on",
        thing="the date the candidate was told",
    )
    matched_note = _long("How the qualification was matched to the candidate")
    initial_assessment_on = DateBoxes(
        "Initial assessment on", thing="the date of the initial assessment"
    )
    initial_assessment_outcome = _long("Outcome of the initial assessment")

    def record(self) -> EntryRecord:
        """What was recorded of the registration, as typed."""
        return EntryRecord(
            confirmed_on=self.confirmed_on.data,
            informed_on=self.informed_on.data,
            matched_note=self.matched_note.data or "",
            initial_assessment_on=self.initial_assessment_on.data,
            initial_assessment_outcome=self.initial_assessment_outcome.data or "",
        )


class EntryFields(QualificationFields, RecordFields):
    assessor = SelectField("Assessor")
    quality_assurer = SelectField("Internal quality assurer")

    def entry(self) -> Entry:
        """The registration as typed; only after the form was found complete."""
        return Entry(
            qualification_id=UUID(self.qualification.data),
            starts_on=self.starts_on.day_given,
            registered_on=self.registered_on.day_given,
            earlier=bool(self.earlier.data),
            **vars(self.record()),
            assessor_id=_person(self.assessor.data),
            quality_assurer_id=_person(self.quality_assurer.data),
        )

    def offer(self, session: Session, centre_id: UUID) -> None:
        """Fill the lists to choose from."""
        self.qualification.choices = {"": "Choose"} | {
            str(one.id): f"{one.entry_code} {one.title}{CLOSED[one.closed_for_entry]}"
            for one in catalogue.qualifications(session, centre_id)
        }
        held = people.holders(session, centre_id, (Role.ASSESSOR, Role.IQA))
        self.assessor.choices = choices_of("Nobody yet", held[Role.ASSESSOR])
        self.quality_assurer.choices = choices_of("Nobody yet", held[Role.IQA])


CLOSED = {True: " (closed for entry)", False: ""}


class LeadsToProfile(Form):
    """A form whose refusal may concern another candidate of the centre, whose profile it links."""

    holder_id: UUID | None = None

    def refuse(self, refusal: Refusal) -> None:
        super().refuse(refusal)
        for one in refusal.refusals if isinstance(refusal, Refusals) else [refusal]:
            if isinstance(one, UlnInUse | AlreadyCandidate):
                self.holder_id = one.candidate_id


class RegistrationForm(LeadsToProfile, AddressFields, ProfileFields, EntryFields):
    pass


class AddQualificationForm(Form, EntryFields):
    pass


class RecordForm(Form, RecordFields):
    @classmethod
    def of(cls, enrolment: Enrolment) -> "RecordForm":
        """The form with the record as it stands, unless it was sent."""
        return cls(
            confirmed_on=enrolment.registration_confirmed_on,
            informed_on=enrolment.informed_on,
            matched_note=enrolment.matched_note,
            initial_assessment_on=enrolment.initial_assessment_on,
            initial_assessment_outcome=enrolment.initial_assessment_outcome,
        )


class ProfileForm(LeadsToProfile, ProfileFields):
    version = HiddenField()

    @classmethod
    def of(cls, candidate: Candidate) -> "ProfileForm":
        """The form with the profile as it stands, unless it was sent."""
        return cls(
            name=candidate.name,
            date_of_birth=candidate.born_on,
            location=candidate.location,
            uln=candidate.uln or "",
            candidate_number=candidate.candidate_number or "",
            publicly_funded=candidate.publicly_funded,
            access_needs=candidate.access_needs,
            version=candidate.profile_version,
        )


def _person(chosen: str | None) -> UUID | None:
    return UUID(chosen) if chosen else None
