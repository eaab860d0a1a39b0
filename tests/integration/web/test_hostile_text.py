"""Text that a database cannot keep, in addresses and in forms."""

import pytest
from sqlalchemy import select

from portfolio.models.person import Invitation
from tests.client import FRAGMENT

NUL = "\x00"


@pytest.mark.parametrize(
    "url", ["/centre/candidates?q=a%00b", "/invitations/a%00b", "/sign-in?next=%00"]
)
def test_an_address_with_a_nul_is_refused_and_is_no_failure(cast, url):
    assert cast.administrator.get(url).status == 400


def test_the_way_on_after_a_form_is_a_header_that_every_server_can_send(cast):
    reply = cast.candidate.post("/privacy/read?next=/%F0%9F%98%80?q=é", headers=FRAGMENT)
    assert reply.location == "/%F0%9F%98%80?q=%C3%A9"


def test_a_nul_in_a_form_is_dropped(cast, session):
    page = cast.administrator.get("/centre/staff/invite")

    reply = cast.administrator.submit(
        page, {"name": f"Demo{NUL} Nine", "email": f"nine@{NUL}centre.test", "role": "Assessor"}
    )

    assert reply.status == 303
    kept = session.scalars(select(Invitation)).one()
    assert (kept.name, kept.email) == ("Demo Nine", "nine@centre.test")
