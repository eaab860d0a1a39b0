"""Opening candidates to external verifiers."""

import pytest
from sqlalchemy import select

from portfolio.domain.actors import Role
from portfolio.models.enrolment import VerifierAccess
from portfolio.models.person import RoleGrant
from tests.conftest import NOON


@pytest.fixture
def grant(cast, session):
    return session.scalars(
        select(RoleGrant).where(
            RoleGrant.user_id == cast.verifier.user.id, RoleGrant.role == Role.VERIFIER
        )
    ).one()


LAST = {"ends_on-day": "1", "ends_on-month": "12", "ends_on-year": "2026"}


def test_the_page_says_who_is_open_until_when(cast):
    words = cast.administrator.get("/centre/verifiers").words()

    assert "Demo Candidate One , until Tuesday 1 December 2026" in words
    assert "0 items opened" in words


def test_a_verifier_is_invited_before_a_visit(cast):
    page = cast.administrator.get("/centre/verifiers/invite")

    reply = cast.administrator.submit(page, {"name": "Demo Visitor", "email": "ev@awarding.test"})

    assert reply.location == "/centre/verifiers"
    assert (
        "Demo Visitor is invited as External verifier"
        in cast.administrator.get(reply.location).words()
    )


@pytest.mark.req("R-329", part="an external verifier sees the candidates opened to them")
def test_a_candidate_opened_can_be_read_and_no_other(cast, make, grant):
    opened, hidden = make.candidate(cast.centre), make.candidate(cast.centre)
    page = cast.administrator.get(f"/centre/verifiers/{grant.id}/open")

    reply = cast.administrator.submit(page, {"candidates": [str(opened.id)]} | LAST)

    assert reply.status == 303
    assert cast.verifier.get(f"/portfolios/{opened.id}").status == 200
    assert cast.verifier.get(f"/portfolios/{hidden.id}").status == 404


def test_choosing_nobody_is_refused_beside_the_list(cast, make, grant):
    make.candidate(cast.centre)
    page = cast.administrator.get(f"/centre/verifiers/{grant.id}/open")

    reply = cast.administrator.submit(page, LAST)

    assert reply.status == 422
    assert "Choose at least one candidate" in reply.words()


def test_a_candidate_of_another_centre_cannot_be_opened(cast, make, grant):
    foreign = make.candidate(cast.elsewhere)
    make.candidate(cast.centre)
    page = cast.administrator.get(f"/centre/verifiers/{grant.id}/open")

    reply = cast.administrator.submit(page, {"candidates": [str(foreign.id)]} | LAST)

    assert reply.status == 422
    assert foreign.name not in page.text


def test_access_is_closed_early(cast, session):
    page = cast.administrator.get("/centre/verifiers")
    assert cast.verifier.get(f"/portfolios/{cast.profile.id}").status == 200

    reply = cast.administrator.submit(page, {}, "main form[action$='/end']")

    assert reply.status == 303
    assert session.scalars(select(VerifierAccess.revoked_at)).one() == NOON
    assert cast.verifier.get(f"/portfolios/{cast.profile.id}").status == 404


def test_another_centre_finds_neither_verifier_nor_access(cast, session, grant):
    access = session.scalars(select(VerifierAccess)).one()
    stranger = cast.stranger_administrator

    assert stranger.get(f"/centre/verifiers/{grant.id}/open").status == 404
    assert stranger.post(f"/centre/verifier-access/{access.id}/end", {}).status == 404
