"""Declarations: a candidate signs a unit's evidence as their own; a change of it voids that."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor
from portfolio.domain.declaration_events import DeclarationSigned, DeclarationVoided
from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.signature import DECLARATION_WORDING, fingerprint, stands
from portfolio.domain.states import UnitState
from portfolio.models.assessment import Declaration, UnitProgress
from portfolio.queries import declarations, files_arriving, unit_places
from portfolio.services import accounts, audit, notices, progress


@dataclass(frozen=True)
class Signature:
    """What the candidate sent with a signature.

    ``seen_sha256`` is of the statement they were shown; ``agreed`` is the tick under it.
    """

    seen_sha256: str
    agreed: bool
    password: str
    network_address: str


def sign(session: Session, actor: Actor, unit: UnitProgress, signature: Signature) -> Declaration:
    """Sign the unit's evidence, exactly as it was shown, in the candidate's own name.

    Raises Refusals beside ``agree`` and ``password``, Refusal where there is nothing to sign, and
    Conflict when the evidence changed after it was shown or is signed already.
    """
    _refuse_for_another(actor, unit)
    # Two tabs signing at once: the second waits here and then finds the first signature.
    session.refresh(unit, with_for_update={"of": UnitProgress})
    _refuse_achieved(unit)
    statement = declarations.current_content(session, unit)
    if not statement["items"]:
        raise Refusal("There is nothing to sign yet. Submit evidence for this unit first")
    _refuse_while_checking(session, unit)
    standing = declarations.standing(session, unit.id)
    if standing and declarations.is_intact(session, standing):
        raise Conflict("You have signed this unit's evidence as it is now")
    if not stands(statement, signature.seen_sha256):
        raise Conflict("The evidence changed while you read it. Look at it, then sign")
    _check_hand(session, actor, signature)
    if standing:
        _void(session, standing, "The evidence no longer fits the signature")
        session.flush()
    declaration = Declaration(
        unit_id=unit.id,
        signed_by_id=actor.user_id,
        signed_role=actor.role.value,
        signed_at=clock.now(),
        wording_version=DECLARATION_WORDING,
        content=statement,
        content_sha256=fingerprint(statement),
        network_address=signature.network_address,
    )
    session.add(declaration)
    session.flush()
    audit.record(session, actor, _signed(declaration), candidate_id=unit.candidate_id)
    progress.refresh(session, [unit.id])
    return declaration


def void_where_changed(session: Session, unit_ids: Collection[UUID], reason: str) -> None:
    """Void the standing declarations of these units that no longer match the evidence (R-121).

    ``reason`` says what changed ("E-09 was replaced"); the candidate reads it and is told to sign
    again. Called at the end of every verb that changes what a unit's evidence consists of.
    """
    session.flush()
    standing = {
        declaration.unit_id: declaration
        for declaration in session.scalars(
            select(Declaration).where(
                Declaration.unit_id.in_(unit_ids), Declaration.voided_at.is_(None)
            )
        )
    }
    if not standing:
        return
    wordings = {unit_id: one.wording_version for unit_id, one in standing.items()}
    now = declarations.statements(session, list(standing), wordings)
    changed = {i: one for i, one in standing.items() if not stands(now[i], one.content_sha256)}
    for declaration in changed.values():
        _void(session, declaration, reason)
    session.flush()
    _tell(session, changed)


def _refuse_for_another(actor: Actor, unit: UnitProgress) -> None:
    """Nobody signs on another's behalf (R-128), whatever let them call this."""
    if actor.user_id != unit.candidate.user_id:
        raise Refusal("Only the candidate can declare this work their own")


def _refuse_achieved(unit: UnitProgress) -> None:
    if unit.state is UnitState.ACHIEVED:
        raise Refusal("This unit is achieved. Its declaration stays as it was signed")


def _refuse_while_checking(session: Session, unit: UnitProgress) -> None:
    """What is signed would be void as soon as the file is safe at the centre."""
    if waiting := files_arriving.being_checked(session, unit.id):
        raise Refusal(
            f"A file of {', '.join(waiting)} is still being checked. "
            "Sign when every file is safe at the centre"
        )


def _check_hand(session: Session, actor: Actor, signature: Signature) -> None:
    """The tick and the password, both looked at so that the page can name both."""
    refusals: list[Refusal] = []
    if not signature.agreed:
        refusals.append(Refusal("Tick that you have read this and it is true", "agree"))
    try:
        accounts.check_password(session, actor, signature.password)
    except Refusal as refusal:
        refusals.append(refusal)
    if refusals:
        raise Refusals(refusals)


def _void(session: Session, declaration: Declaration, reason: str) -> None:
    declaration.voided_at = clock.now()
    declaration.voided_reason = reason
    unit = session.get_one(UnitProgress, declaration.unit_id)
    event = DeclarationVoided(unit.id, declaration_id=str(declaration.id), reason=reason)
    audit.record(
        session, None, event, candidate_id=unit.candidate_id, centre_id=unit.candidate.centre_id
    )


def _tell(session: Session, voided: dict[UUID, Declaration]) -> None:
    """Ask the candidates to sign again; the news names the unit, nothing of the evidence."""
    where = unit_places.places(session, list(voided))
    for unit_id, declaration in voided.items():
        candidate = session.get_one(UnitProgress, unit_id).candidate
        named = f"Unit {where[unit_id].number}" if unit_id in where else "A unit"
        news = notices.News(
            key=f"declaration:voided:{declaration.id}:{candidate.user_id}",
            centre_id=candidate.centre_id,
            kind="declaration:voided",
            text=f"{named}: sign your declaration again, because the evidence has changed",
            path=f"/candidate/units/{unit_id}/declare",
        )
        notices.tell(session, candidate.user_id, news)


def _signed(declaration: Declaration) -> DeclarationSigned:
    return DeclarationSigned(
        declaration.unit_id,
        declaration_id=str(declaration.id),
        wording=declaration.wording_version,
        sha256=declaration.content_sha256,
        files=len(declaration.content["files"]),
    )
