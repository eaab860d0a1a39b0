"""What a centre keeps about a qualification beside its structure: last dates, and its texts."""

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.qualification_about import About, parse_about
from portfolio.domain.qualification_dates import Dates, check_dates
from portfolio.domain.qualification_events import QualificationDated, QualificationDescribed
from portfolio.models.programme import CentreQualification, Qualification
from portfolio.queries import qualification_dates
from portfolio.services import audit
from portfolio.services.qualifications import refuse_what_is_not_own


def enter_dates(session: Session, actor: Actor, qualification: Qualification, own: Dates) -> None:
    """Keep the last dates as the awarding organisation told this centre; an empty one is none.

    Nothing changed leaves no trace. Raises Refusal beside the field for dates that cannot be,
    together with those published.
    """
    published = Dates(qualification.last_entry_on, qualification.last_certification_on)
    check_dates(own.before(published))
    row = qualification_dates.own_dates(session, actor.centre_id, qualification.id)
    before = Dates(row.last_entry_on, row.last_certification_on) if row else Dates()
    if own == before:
        return
    if row is None:
        row = CentreQualification(centre_id=actor.centre_id, qualification_id=qualification.id)
        session.add(row)
    row.last_entry_on, row.last_certification_on = own.last_entry_on, own.last_certification_on
    row.changed_by_id, row.changed_at = actor.user_id, clock.now()
    event = QualificationDated(
        qualification.id,
        qualification.entry_code,
        before.last_entry_on,
        own.last_entry_on,
        before.last_certification_on,
        own.last_certification_on,
    )
    audit.record(session, actor, event)
    session.flush()


def describe(session: Session, actor: Actor, qualification: Qualification, about: About) -> None:
    """Change what the page of the centre's own qualification says.

    Nothing changed leaves no trace. Raises AboutFault for a text that cannot be shown, Refusal for
    a qualification that is shared by all centres.
    """
    refuse_what_is_not_own(qualification, actor.centre_id)
    after = parse_about(about.to_dict(), qualification.entry_code).to_dict()
    before = qualification.about
    names = sorted(before.keys() | after.keys())
    changed = tuple(name for name in names if before.get(name) != after.get(name))
    if not changed:
        return
    qualification.about = after
    event = QualificationDescribed(qualification.id, qualification.entry_code, changed)
    audit.record(session, actor, event)
    session.flush()
