"""Where people land, and how they change between their roles."""

from datetime import timedelta

import pytest

from portfolio import clock
from portfolio.domain.actors import Role
from portfolio.services import sign_ins
from portfolio.web.accounts.home import HOMES
from tests.client import Browser
from tests.conftest import NOON


def test_a_visitor_is_led_to_sign_in(cast):
    assert cast.visitor.get("/").location == "/sign-in"


@pytest.mark.parametrize("who", ["candidate", "assessor", "quality_assurer", "verifier"])
def test_everybody_lands_on_the_home_of_their_role(cast, app, who):
    person = getattr(cast, who)
    reply = person.get("/")
    assert reply.status == 303
    if HOMES[person.role] not in app.view_functions:
        assert reply.location == "/account/more"


def test_a_person_acts_in_the_role_they_choose_and_gets_a_new_token(cast, make):
    person = cast.assessor
    make.grant(person.user, cast.elsewhere, Role.IQA)
    page = person.get("/account/role")
    assert "Assessor Demo Training Centre Since 25 October 2026" in page.words()
    with person.client.session_transaction() as cookie:
        before = cookie["_user_id"]
    reply = person.submit(page, {})
    assert reply.location == "/"
    words = person.get("/account/role").words()
    assert "Internal quality assurer Demo Other Centre Since 25 October 2026 You act" in words
    assert Browser(cast.app, before).get("/account/role").status == 303


def test_nobody_takes_a_role_that_is_not_theirs_or_not_in_force(cast, make):
    person = cast.assessor
    ended = make.grant(
        person.user, cast.elsewhere, Role.IQA, ends_on=clock.today() - timedelta(days=1)
    )
    foreign = make.grant(cast.verifier.user, cast.elsewhere, Role.ADMINISTRATOR)
    for grant in (ended, foreign):
        assert person.post("/account/role", {"role": str(grant.id)}).status == 404


def test_without_a_role_in_force_the_page_says_why_and_whom_to_ask(app, make, cast):
    user = make.user()
    centre = cast.centre
    make.grant(user, centre, Role.ASSESSOR, ends_on=clock.today() - timedelta(days=3))
    browser = Browser(app, begun(make, user))
    assert browser.get("/").location == "/account/role"
    words = browser.get("/account/role").words()
    assert "You hold no role today" in words
    assert "ended on 21 November 2026" in words


def begun(make, user):
    return sign_ins.begin(make.session, user, "Test browser", keep=False)


@pytest.mark.usefixtures("procedures")
def test_more_links_only_to_what_is_there(cast):
    page = cast.administrator.get("/account/more")
    assert page.status == 200
    for link in page.html.select("main .pf-list a"):
        assert cast.administrator.get(link["href"]).status in {200, 303}


def test_an_administrator_goes_to_the_qualifications_from_every_page(cast):
    page = cast.administrator.get(f"/catalogue/units/{cast.units[0].id}")
    current = page.html.select_one('nav[aria-label="Main"] [aria-current]')
    assert current.get_text(strip=True) == "Qualifications"
    page = cast.administrator.get("/account/notices")
    entries = [link["href"] for link in page.html.select('nav[aria-label="Main"] a')]
    assert "/catalogue" in entries
    assert len(entries) <= 5


def test_signing_in_again_begins_in_the_role_last_acted_in(cast, make, app):
    person = cast.assessor
    make.grant(person.user, make.centre("A Demo Centre"), Role.IQA)
    assert "Assessor" in header(Browser(app, begun(make, person.user)))
    clock.use(lambda: NOON + timedelta(minutes=2))
    person.submit(person.get("/account/role"), {})
    assert "Internal quality assurer" in header(Browser(app, begun(make, person.user)))


def header(browser) -> str:
    return browser.get("/account").html.select_one(".pf-menu__role").text


def test_an_administrator_is_told_while_no_e_mail_can_be_sent(cast):
    assert "No e-mails are sent" in cast.administrator.get("/account/more").words()
    assert "No e-mails are sent" not in cast.assessor.get("/account/more").words()
