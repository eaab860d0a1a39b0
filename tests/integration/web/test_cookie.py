"""The cookie of a browser changes only when something in it does."""

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "198.51.100.7"])
def test_reading_a_page_leaves_the_cookie_alone_on_any_network(cast, address):
    reply = cast.candidate.get("/account/more", environ_base={"REMOTE_ADDR": address})

    assert reply.status == 200
    assert "Set-Cookie" not in reply.response.headers
