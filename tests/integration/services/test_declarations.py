"""A declaration fits exactly what was signed; a change of the evidence voids it, and says so."""

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.errors import Conflict, Refusal, Refusals
from portfolio.domain.signature import fingerprint
from portfolio.domain.states import DeclarationState, EvidenceState, UnitState
from portfolio.models.assessment import Declaration, UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import Evidence
from portfolio.models.notice import Notice
from portfolio.queries import declarations as queries
from portfolio.services import declarations
from portfolio.services.declarations import Signature

PASSWORD = "four quiet demo words"


@pytest.fixture
def unit(cast, session) -> UnitProgress:
    """The candidate's unit 1."""
    return session.scalars(
        select(UnitProgress).where(
            UnitProgress.candidate_id == cast.profile.id, UnitProgress.unit_id == cast.units[0].id
        )
    ).one()


@pytest.fixture
def item(cast, make, unit) -> Evidence:
    """A submitted item with one file, tagged to two criteria of unit 1."""
    made = make.evidence(cast.profile, state=EvidenceState.SUBMITTED, title="Letter to a customer")
    make.file(made, "letter.pdf")
    for criterion in make.criteria(unit)[:2]:
        make.tag(made, unit, criterion.id)
    return made


@pytest.mark.req("R-128")
def test_a_declaration_covers_each_submitted_item_and_each_current_file_once(
    session, make, unit, item
):
    removed = make.file(item, "first try.pdf")
    removed.removed_at = clock.now()

    statement = queries.current_content(session, unit)

    assert [entry["evidence"] for entry in statement["items"]] == ["E-01"]
    assert [entry["name"] for entry in statement["files"]] == ["letter.pdf"]
    assert statement["unit"] == unit.unit.reference


@pytest.mark.parametrize(
    "state", [EvidenceState.DRAFT, EvidenceState.WITHDRAWN, EvidenceState.RETURNED]
)
def test_what_is_no_evidence_now_is_not_declared(session, unit, item, state):
    item.state = state
    assert queries.current_content(session, unit)["items"] == []


@pytest.mark.req("R-121", "R-128")
def test_a_new_file_voids_the_declaration_and_tells_the_candidate(session, cast, make, unit, item):
    declaration = make.declaration(unit)
    assert queries.state(session, unit) is DeclarationState.SIGNED
    assert queries.is_intact(session, declaration)

    make.file(item, "second letter.pdf")
    assert not queries.is_intact(session, declaration)
    declarations.void_where_changed(session, [unit.id], "E-01 has a new file")

    assert queries.state(session, unit) is DeclarationState.VOID
    assert declaration.voided_at == clock.now()
    assert declaration.voided_reason == "E-01 has a new file"
    news = session.scalars(select(Notice)).one()
    assert news.user_id == cast.candidate.user.id
    assert news.path == f"/candidate/units/{unit.id}/declare"
    assert news.text.startswith("Unit 1:")
    trace = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == unit.id)).one()
    assert (trace.name, trace.candidate_id) == ("declaration:voided", cast.profile.id)


def test_a_declaration_that_still_fits_stands(session, make, unit, item):
    make.declaration(unit)
    item.state = EvidenceState.ACCEPTED
    declarations.void_where_changed(session, [unit.id], "E-01 was accepted")
    assert queries.state(session, unit) is DeclarationState.SIGNED
    assert session.scalars(select(Notice)).all() == []


def test_a_unit_never_signed_is_unsigned_and_nothing_is_voided(session, unit, item):
    declarations.void_where_changed(session, [unit.id], "E-01 was added")
    assert queries.state(session, unit) is DeclarationState.UNSIGNED


@pytest.mark.req("R-128")
def test_a_signature_whose_kept_words_were_altered_shows_as_void(session, make, unit, item):
    declaration = make.declaration(unit)
    declaration.content = declaration.content | {"text": "Something else."}
    session.flush()
    assert not queries.is_intact(session, declaration)
    assert queries.state(session, unit) is DeclarationState.VOID


def test_the_latest_signature_decides_though_an_earlier_one_is_void(session, make, unit, item):
    make.declaration(unit, voided_at=clock.now(), voided_reason="E-01 was replaced")
    assert queries.state(session, unit) is DeclarationState.VOID
    make.declaration(unit)
    assert queries.state(session, unit) is DeclarationState.SIGNED
    assert len(session.scalars(select(Declaration)).all()) == 2


@pytest.fixture
def sign(session, cast, make, unit):
    """Signs as the candidate what is there now, unless told otherwise."""
    make.password(cast.candidate.user, PASSWORD)

    def sign(who=None, **sent):
        content = queries.current_content(session, unit)
        given = {
            "seen_sha256": fingerprint(content),
            "agreed": True,
            "password": PASSWORD,
            "network_address": "192.0.2.7",
        } | sent
        return declarations.sign(session, who or cast.candidate.actor, unit, Signature(**given))

    return sign


@pytest.mark.req("R-120", "R-128")
def test_a_signature_keeps_who_when_in_what_role_and_exactly_what(session, cast, unit, item, sign):
    before = cast.enrolment.progress_version

    declaration = sign()

    assert declaration.signed_by_id == cast.candidate.user.id
    assert declaration.signed_role == "Candidate"
    assert declaration.signed_at == clock.now()
    assert declaration.network_address == "192.0.2.7"
    assert declaration.content_sha256 == fingerprint(declaration.content)
    assert declaration.content["files"][0]["sha256"] == item.files[0].sha256
    assert queries.state(session, unit) is DeclarationState.SIGNED
    trace = session.scalars(select(AuditEntry).where(AuditEntry.subject_id == unit.id)).one()
    assert trace.name == "declaration:signed"
    assert trace.details["sha256"] == declaration.content_sha256
    session.refresh(cast.enrolment)
    assert cast.enrolment.progress_version > before


@pytest.mark.req("R-128")
def test_nobody_signs_on_anothers_behalf(cast, session, item, sign):
    with pytest.raises(Refusal, match="Only the candidate"):
        sign(who=cast.assessor.actor)
    assert session.scalars(select(Declaration)).all() == []


def test_the_tick_and_the_password_are_both_asked_for(cast, item, sign):
    with pytest.raises(Refusals) as refused:
        sign(agreed=False, password="something else")
    assert [one.field for one in refused.value.refusals] == ["agree", "password"]


def test_signing_what_changed_after_it_was_shown_is_a_conflict(session, make, item, sign, unit):
    shown = fingerprint(queries.current_content(session, unit))
    make.file(item, "another letter.pdf")
    with pytest.raises(Conflict, match="changed while you read"):
        sign(seen_sha256=shown)


def test_signing_twice_is_a_conflict_and_leaves_one_signature(session, item, sign):
    sign()
    with pytest.raises(Conflict, match="You have signed"):
        sign()
    assert len(session.scalars(select(Declaration)).all()) == 1


def test_an_achieved_unit_is_not_declared_again(unit, item, sign):
    unit.state = UnitState.ACHIEVED
    with pytest.raises(Refusal, match="achieved"):
        sign()


def test_a_unit_without_submitted_evidence_has_nothing_to_sign(unit, sign):
    with pytest.raises(Refusal, match="nothing to sign"):
        sign()


@pytest.mark.req("R-121")
def test_after_a_change_a_new_signature_stands_beside_the_void_one(session, make, unit, item, sign):
    sign()
    make.file(item, "second letter.pdf")
    assert queries.state(session, unit) is DeclarationState.VOID

    sign()

    first, second = reversed(queries.given(session, unit.id))
    assert first.voided_at is not None
    assert second.voided_at is None
    assert queries.state(session, unit) is DeclarationState.SIGNED
