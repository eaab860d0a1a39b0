"""A centre's own procedure: copied, its next version drafted, thrown away or published."""

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import procedure as domain
from portfolio.domain.actors import Actor
from portfolio.domain.errors import Conflict, Refusal
from portfolio.domain.procedure_changes import changes
from portfolio.domain.procedure_checks import check
from portfolio.domain.procedure_document import to_document
from portfolio.domain.procedure_editing import unused_key
from portfolio.domain.procedure_events import (
    ProcedureChanged,
    ProcedureCopied,
    ProcedureDraftDiscarded,
    ProcedureDrafted,
    ProcedurePublished,
)
from portfolio.models.procedure import Procedure, ProcedureVersion
from portfolio.queries import procedures as queries
from portfolio.services import audit


def copy(session: Session, actor: Actor, procedure: Procedure, name: str) -> Procedure:
    """A procedure of the centre's own with a draft that says what ``procedure`` says.

    Raises Refusal for one never published, or a name the centre has already.
    """
    source = queries.in_force(session, procedure.id)
    if source is None:
        raise Refusal("There is no published version to copy")
    name = " ".join(name.split())
    seen = [one for one, _number in queries.visible_procedures(session, actor.centre_id)]
    if name.casefold() in {one.name.casefold() for one in seen}:
        raise Refusal("There is a procedure of this name. Enter another", "name")
    own = [one.key for one in seen if one.centre_id == actor.centre_id]
    made = Procedure(
        centre_id=actor.centre_id,
        key=unused_key("own", own),
        name=name,
        copied_from_id=procedure.id,
        created_at=clock.now(),
    )
    session.add(made)
    session.flush()
    session.add(_draft(made, {**source.document, "name": name}, number=1))
    audit.record(session, actor, ProcedureCopied(made.id, name, procedure.name))
    session.flush()
    return made


def begin(session: Session, actor: Actor, procedure: Procedure) -> ProcedureVersion:
    """The draft of the next version, as the one in force says; the draft that is there already.

    Raises Refusal for a procedure that is not the centre's own.
    """
    _lock(session, actor, procedure)
    held = queries.draft(session, procedure.id)
    if held is not None:
        return held
    latest = queries.in_force(session, procedure.id)
    if latest is None:
        raise Refusal("There is no version to begin from")
    made = _draft(procedure, latest.document, number=latest.number + 1)
    session.add(made)
    audit.record(session, actor, ProcedureDrafted(procedure.id, made.number))
    session.flush()
    return made


def save(
    session: Session, actor: Actor, procedure: Procedure, wanted: domain.Procedure, seen: str
) -> None:
    """Keep the draft as ``wanted``; ``seen`` is the count of edits its page was built from.

    Raises ProcedureFault for one that contradicts itself, Conflict when somebody else changed or
    published the draft since.
    """
    draft = _take(session, actor, procedure, seen)
    check(wanted)
    changed = tuple(changes(queries.read(draft), wanted))
    if not changed:
        return
    draft.document = to_document(wanted)
    draft.edits += 1
    audit.record(session, actor, ProcedureChanged(procedure.id, draft.number, changed))
    session.flush()


def publish(session: Session, actor: Actor, procedure: Procedure, reason: str, seen: str) -> None:
    """Make the draft the version cases begin under from now on; it is never changed again.

    Raises Refusal without a reason or without a change, Conflict when the draft is not as seen.
    """
    draft = _take(session, actor, procedure, seen)
    wanted = queries.read(draft)
    before = queries.in_force(session, procedure.id)
    changed = tuple(changes(queries.read(before), wanted)) if before else ()
    if before is not None and not changed:
        raise Refusal("This draft says the same as the version in force")
    if not reason.strip():
        raise Refusal("Enter why there is a new version", "reason")
    draft.reason = reason.strip()
    draft.published_at = clock.now()
    draft.published_by_id = actor.user_id
    procedure.name = wanted.name
    event = ProcedurePublished(procedure.id, wanted.name, draft.number, draft.reason, changed)
    audit.record(session, actor, event)
    session.flush()


def discard(session: Session, actor: Actor, procedure: Procedure, seen: str) -> bool:
    """Throw the draft away, and the procedure with it while no version of it is published.

    Returns whether the procedure is gone. Raises Conflict when the draft is not as seen.
    """
    draft = _take(session, actor, procedure, seen)
    audit.record(session, actor, ProcedureDraftDiscarded(procedure.id, draft.number))
    session.delete(draft)
    session.flush()
    gone = queries.in_force(session, procedure.id) is None
    if gone:
        session.delete(procedure)
        session.flush()
    return gone


def _draft(procedure: Procedure, document: dict[str, object], number: int) -> ProcedureVersion:
    return ProcedureVersion(
        procedure_id=procedure.id, number=number, document=document, created_at=clock.now()
    )


def _lock(session: Session, actor: Actor, procedure: Procedure) -> None:
    if procedure.centre_id != actor.centre_id:
        raise Refusal("Only a procedure of the centre’s own is changed. Copy this one first")
    session.refresh(procedure, with_for_update=True)


def _take(session: Session, actor: Actor, procedure: Procedure, seen: str) -> ProcedureVersion:
    _lock(session, actor, procedure)
    draft = queries.draft(session, procedure.id)
    if draft is None:
        raise Conflict("This draft is published or thrown away already. It cannot be changed")
    if str(draft.edits) != seen:
        raise Conflict("Somebody else changed this draft while you had it open")
    return draft
