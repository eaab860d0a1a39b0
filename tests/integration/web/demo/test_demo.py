"""The pages of a demonstration, and that nobody else has them."""

from dataclasses import replace

import flask_migrate
import pytest

from portfolio import create_app
from portfolio.adapters.mailer import Message
from portfolio.domain.actors import Role
from portfolio.extensions import db
from portfolio.outside import outside_of
from tests.client import Browser
from tests.factories import Factory


@pytest.fixture
def demo_app(settings, tmp_path):
    """A demonstration on a database of its own."""
    url = f"sqlite:///{tmp_path / 'demo.sqlite3'}"
    app = create_app(replace(settings, demo=True, database_url=url, data_folder=tmp_path))
    with app.app_context():
        flask_migrate.upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(demo_app):
    return Browser(demo_app)


def test_one_press_signs_in_as_a_demonstration_person(demo_app, visitor):
    make = Factory(db.session())
    user = make.user("Demo Assessor 2", email="assessor2@demo.test")
    make.grant(user, make.centre("Demo Training Centre"), Role.ASSESSOR)
    page = visitor.get("/demo")
    assert "Assessor Sign in as Demo Assessor 2 the NVQ candidates" in page.words()
    assert visitor.submit(page, {}).location == "/"
    assert "Demo Assessor 2" in visitor.get("/account").words()


@pytest.mark.parametrize("user", ["", "nobody", "00000000-0000-0000-0000-000000000000"])
def test_nobody_else_can_be_chosen(demo_app, visitor, user):
    assert visitor.post("/demo/sign-in", {"user": user}).status == 404


def test_mails_are_read_in_the_demonstration_and_their_links_stay_in_it(demo_app, visitor):
    assert "No e-mails yet" in visitor.get("/demo/mail").words()
    text = "Unit 4 was signed off.\n\nhttps://portfolio.test/account/notices\n<b>bold</b>\n"
    message = Message("p@centre.test", "Unit 4 was signed off", text, "x@centre.test", "a@b.test")
    outside_of(demo_app).mailer.send(message)
    page = visitor.get("/demo/mail")
    assert page.html.select_one("article h2").text == "Unit 4 was signed off"
    assert page.html.select_one("article a")["href"] == "/account/notices"
    assert not page.html.select("article b")


def test_the_sign_in_page_leads_to_the_demonstration_people(visitor):
    assert visitor.get("/sign-in").html.select_one('main a[href="/demo"]')


@pytest.mark.parametrize("path", ["/demo", "/demo/mail"])
def test_without_the_demonstration_there_are_no_such_pages(cast, path):
    assert cast.visitor.get(path).status == 404
    assert cast.visitor.post("/demo/sign-in", {"user": str(cast.assessor.user.id)}).status == 404
