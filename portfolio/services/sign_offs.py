"""Signing a unit off as achieved, and withdrawing that; nothing is ever erased."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain import signoff
from portfolio.domain.actors import Actor
from portfolio.domain.assessment_events import SignOffWithdrawn, UnitSignedOff
from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.signature import SignedAuthenticity, fingerprint
from portfolio.models.assessment import SignOff, UnitProgress
from portfolio.queries import sign_off as signing
from portfolio.queries import unit_places
from portfolio.queries.sign_off import Prepared
from portfolio.services import accounts, audit, notices, progress
from portfolio.services.moments import at_time
from portfolio.services.notices import News


@dataclass(frozen=True)
class Signature:
    """What the assessor gives: how the work was checked, the tick, the password.

    ``seen_sha256`` is the fingerprint of the record sheet they looked at, as their page told it;
    None signs whatever is there now.
    """

    authenticity: tuple[str, ...]
    confirmed: bool
    password: str
    authenticity_note: str = ""
    comment: str = ""
    seen_sha256: str | None = None
    network_address: str = ""


def sign_off(session: Session, actor: Actor, unit: UnitProgress, signature: Signature) -> SignOff:
    """Sign that the unit is achieved; its credit counts at once.

    Raises NotReady while a condition is missing, Refusals for the form's own fields, and Conflict
    when somebody signed first or the record sheet is no longer what the assessor looked at.
    """
    session.flush()
    session.refresh(unit, with_for_update={"of": UnitProgress})
    if (before := signing.standing(session, unit.id)) is not None:
        raise Conflict(
            f"{before.signed_by.name} signed this unit off {at_time(before.signed_at)}. "
            "It is achieved"
        )
    prepared = signing.prepare(session, actor, unit)
    signoff.check_ready(prepared.facts)
    if signature.seen_sha256 not in {None, prepared.seen_sha256}:
        raise Conflict(
            "The record sheet has changed since you opened this page. Look at it as it is now, "
            "then sign"
        )
    checks = _check(session, actor, signature)
    made = _signed(actor, unit, prepared, signature, checks)
    session.add(made)
    session.flush()
    event = UnitSignedOff(unit.id, made.id, made.content_sha256, checks)
    audit.record(session, actor, event, candidate_id=unit.candidate_id)
    _tell_candidate(session, unit, made, "signed-off", "is achieved: your assessor signed it off")
    progress.refresh(session, [unit.id])
    return made


def withdraw(session: Session, actor: Actor, made: SignOff, reason: str) -> None:
    """Withdraw a sign-off; it stays readable, and the unit's credit no longer counts.

    Raises Refusal without a reason, Conflict when it is withdrawn already.
    """
    unit = session.get_one(UnitProgress, made.unit_id)
    session.flush()
    session.refresh(made, with_for_update={"of": SignOff})
    if made.withdrawn_at is not None and made.withdrawn_by is not None:
        raise Conflict(
            f"{made.withdrawn_by.name} withdrew this sign-off {at_time(made.withdrawn_at)}"
        )
    signoff.check_withdrawal(reason)
    made.withdrawn_at = clock.now()
    made.withdrawn_by_id = actor.user_id
    made.withdrawn_reason = reason.strip()
    event = SignOffWithdrawn(unit.id, made.id, made.withdrawn_reason)
    audit.record(session, actor, event, candidate_id=unit.candidate_id)
    words = "is no longer achieved: its sign-off was withdrawn"
    _tell_candidate(session, unit, made, "withdrawn", words)
    progress.refresh(session, [unit.id])


def _check(session: Session, actor: Actor, signature: Signature) -> tuple[str, ...]:
    """Everything the assessor fills in, all of it checked before anything is said."""
    refusals: list[Refusal] = []
    checks: tuple[str, ...] = ()
    try:
        found = signoff.check_authenticity(signature.authenticity, signature.authenticity_note)
        checks = tuple(check.value for check in found)
    except Refusal as refusal:
        refusals.append(refusal)
    if not signature.confirmed:
        refusals.append(Refusal("Confirm the statement before you sign", "confirmed"))
    try:
        accounts.check_password(session, actor, signature.password)
    except Refusal as refusal:
        refusals.append(refusal)
    if refusals:
        raise Refusals(refusals)
    return checks


def _signed(
    actor: Actor,
    unit: UnitProgress,
    prepared: Prepared,
    signature: Signature,
    checks: tuple[str, ...],
) -> SignOff:
    authenticity = SignedAuthenticity(checks, signature.authenticity_note.strip())
    content = prepared.statement(actor.user_id, authenticity)
    content["comment"] = signature.comment.strip()
    return SignOff(
        unit_id=unit.id,
        candidate_user_id=unit.candidate.user_id,
        signed_by_id=actor.user_id,
        signed_role=actor.role.value,
        signed_at=clock.now(),
        authenticity=list(checks),
        authenticity_note=authenticity.note,
        comment=content["comment"],
        wording_version=content["wording"],
        content=content,
        content_sha256=fingerprint(content),
        network_address=signature.network_address,
    )


def _tell_candidate(
    session: Session, unit: UnitProgress, made: SignOff, deed: str, words: str
) -> None:
    place = unit_places.places(session, [unit.id]).get(unit.id)
    user_id = unit.candidate.user_id
    news = News(
        key=f"unit:{deed}:{made.id}:{user_id}",
        centre_id=unit.candidate.centre_id,
        kind="sign-off",
        text=f"Unit {place.number} {words}" if place else f"A unit {words}",
        path=f"/units/{unit.id}",
    )
    notices.tell(session, user_id, news)
