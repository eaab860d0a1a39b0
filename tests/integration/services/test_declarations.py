"""A declaration fits exactly what was signed; a change of the evidence voids it, and says so."""

import pytest
from sqlalchemy import select

from portfolio import clock
from portfolio.domain.states import DeclarationState, EvidenceState
from portfolio.models.assessment import Declaration, UnitProgress
from portfolio.models.audit import AuditEntry
from portfolio.models.evidence import Evidence
from portfolio.models.notice import Notice
from portfolio.queries import declarations as queries
from portfolio.services import declarations


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
