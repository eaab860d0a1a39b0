"""By the private link: the page, right after sending and later, and what can be done on it."""

from flask.typing import ResponseReturnValue

from portfolio.extensions import csrf
from portfolio.outside import outside
from portfolio.web.access import public
from portfolio.web.following import blueprint, deeds, pages, ways
from portfolio.web.htmx import page


@blueprint.get("/follow/<token>")
@public
def case(token: str) -> ResponseReturnValue:
    return pages.show(ways.by_token(token))


@blueprint.get("/follow/<token>/sent")
@public
def sent(token: str) -> ResponseReturnValue:
    """Right after sending: the reference, the link to keep, what is next and by when."""
    way = ways.by_token(token)
    link = outside().address(way.url("case"))
    return page("following/sent.html", way=way, followed=way.followed(), link=link)


@blueprint.post("/follow/<token>/accept")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def accept(token: str) -> ResponseReturnValue:
    return deeds.accept(ways.by_token(token))


@blueprint.post("/follow/<token>/further")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def further(token: str) -> ResponseReturnValue:
    return deeds.further(ways.by_token(token))


@blueprint.post("/follow/<token>/thought")
@csrf.exempt  # type: ignore[untyped-decorator]
@public
def thought(token: str) -> ResponseReturnValue:
    return deeds.thought(ways.by_token(token))
