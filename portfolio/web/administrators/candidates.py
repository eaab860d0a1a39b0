"""The administrators' home: every candidate, and what waits on whom."""

from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from portfolio import clock
from portfolio.domain.actors import Actor, Role
from portfolio.domain.permissions import Permission
from portfolio.domain.states import EnrolmentStatus
from portfolio.extensions import db_session
from portfolio.outside import outside
from portfolio.queries import candidates_list, catalogue, centre_waiting, closing, people
from portfolio.queries.candidates_list import NOBODY, SORTS, Wanted
from portfolio.queries.centre_waiting import Waiting
from portfolio.web import loaders
from portfolio.web.access import requires
from portfolio.web.administrators import blueprint
from portfolio.web.filters import age
from portfolio.web.htmx import page
from portfolio.web.loaders import OwnCentre


@blueprint.get("/candidates")
@requires(Permission.READ_PEOPLE, loaders.own_centre)
def candidates(actor: Actor, centre: OwnCentre) -> ResponseReturnValue:
    session = db_session()
    wanted = _wanted()
    return page(
        "administrators/candidates.html",
        "candidate-rows",
        found=candidates_list.candidates(session, actor, wanted),
        wanted=wanted,
        filtered=any(value for name, value in request.args.items() if name in FILTERS),
        closing=_closing(session, actor),
        stats=_stats(centre_waiting.waiting(session, actor)),
        choices=_choices(session, centre.centre_id),
        today=clock.today(),
        scanner_on=outside().settings.scanner_on,
        mail_is_set_up=outside().mailer is not None,
    )


FILTERS = ("q", "status", "qualification", "assessor", "informed")


def _choices(session: Session, centre_id: UUID) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers; the first choice of each filters nothing."""
    assessors = people.holders(session, centre_id, (Role.ASSESSOR,))[Role.ASSESSOR]
    offered = catalogue.qualifications(session, centre_id)
    return {
        "statuses": [
            ("", "Any"),
            ("unfinished", "Not finished"),
            *((one.value, one.value) for one in EnrolmentStatus),
        ],
        "qualifications": [
            ("", "Any"),
            *((str(one.id), one.entry_code) for one in offered),
        ],
        "assessors": [
            ("", "Anybody"),
            (NOBODY, "Nobody"),
            *((str(one.user_id), one.name) for one in assessors),
        ],
    }


def _wanted() -> Wanted:
    """The filters of the address; what makes no sense filters nothing."""
    asked = request.args
    status = asked.get("status", "")
    assessor = asked.get("assessor", "")
    sort = asked.get("sort", "")
    return Wanted(
        text=asked.get("q", "")[:100],
        status=EnrolmentStatus(status) if status in list(EnrolmentStatus) else None,
        qualification_id=_uuid(asked.get("qualification", "")),
        assessor=NOBODY if assessor == NOBODY else _uuid(assessor),
        unfinished=status == "unfinished",
        not_informed=asked.get("informed") == "no",
        sort=sort if sort in SORTS else "name",
        descending=asked.get("order") == "desc",
        page=asked.get("page", 1, type=int),
    )


def _closing(session: Session, actor: Actor) -> list[dict[str, object]]:
    """The qualifications that close soon, each with the first of its unfinished candidates."""
    found = closing.closing(session, clock.today(), [actor.centre_id])
    ids = [one.qualification_id for one in found]
    names = closing.named(session, actor, ids) if ids else {}
    return [
        {
            "about": one,
            "left": (one.last_certification_on - clock.today()).days,
            "candidates": names.get(one.qualification_id, []),
        }
        for one in found
    ]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _stats(waiting: Waiting) -> list[dict[str, object]]:
    """Four figures, each leading to the list of what it counts."""
    oldest = f", oldest {age(waiting.oldest, clock.now())}" if waiting.oldest else ""
    return [
        {
            "figure": waiting.on_assessors,
            "words": f"waiting on assessors{oldest}",
            "href": url_for(".candidates", sort="waiting"),
        },
        {
            "figure": waiting.on_candidates,
            "words": "sent back, waiting on candidates",
        },
        {
            "figure": waiting.without_assessor,
            "words": "active without an assessor",
            "family": "warn" if waiting.without_assessor else None,
            "icon": "warn" if waiting.without_assessor else None,
            "href": url_for(".candidates", status="Active", assessor=NOBODY),
        },
        {
            "figure": waiting.not_informed,
            "words": "not told title, level and awarding body",
            "family": "warn" if waiting.not_informed else None,
            "icon": "warn" if waiting.not_informed else None,
            "href": url_for(".candidates", status="Active", informed="no"),
        },
    ]
