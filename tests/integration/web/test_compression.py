"""Pages go out compressed to browsers that take it, and as they are to others."""

import gzip

import pytest

TAKES_GZIP = {"Accept-Encoding": "gzip, deflate, br"}


def test_a_browser_gets_the_same_page_smaller(cast):
    plain = cast.visitor.client.get("/sign-in")
    packed = cast.visitor.client.get("/sign-in", headers=TAKES_GZIP)

    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.content_length == len(packed.data) < len(plain.data) / 2
    assert gzip.decompress(packed.data).startswith(plain.data[:500].split(b"nonce")[0])
    assert "Content-Encoding" not in plain.headers
    assert {"Accept-Encoding"} <= set(plain.vary) & set(packed.vary)


def test_the_size_of_a_page_does_not_tell_what_is_on_it(cast):
    sizes = {len(cast.visitor.client.get("/no", headers=TAKES_GZIP).data) for _ in range(20)}
    assert max(sizes) - min(sizes) > 20


@pytest.mark.parametrize("path", ["/health", "/"])
def test_what_is_no_page_or_tiny_stays_as_it_is(cast, path):
    reply = cast.visitor.client.get(path, headers=TAKES_GZIP)
    assert "Content-Encoding" not in reply.headers
