"""Nobody gets in where they don't belong: rules about every route."""

import pytest
from flask import Flask

from portfolio.domain.permissions import Permission
from portfolio.domain.policy import POLICY
from portfolio.web.access import public, refuse_undeclared_routes


def test_a_route_that_says_nothing_about_access_stops_the_app_from_starting():
    app = Flask("planted", static_folder=None)
    app.add_url_rule("/open", "open", public(lambda: "ok"))
    app.add_url_rule("/leak", "leak", lambda: "every portfolio in the centre")

    with pytest.raises(RuntimeError, match=r"\['leak'\]"):
        refuse_undeclared_routes(app)


@pytest.mark.req("R-328")
def test_every_permission_has_a_row_in_the_policy():
    assert set(POLICY) == set(Permission)


def test_every_route_of_the_app_declares_who_may_use_it(app):
    refuse_undeclared_routes(app)
    assert "health.health" in app.view_functions
