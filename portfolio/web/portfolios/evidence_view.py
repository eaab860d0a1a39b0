"""What stands on the page of one item: the file in view, the facts and the decisions."""

from flask import Response

from portfolio.domain.actors import Actor
from portfolio.domain.evidence import EvidenceType
from portfolio.domain.states import EvidenceState
from portfolio.extensions import db_session
from portfolio.models.evidence import Evidence
from portfolio.queries import evidence_page
from portfolio.web import file_links, file_states, same_files, stages
from portfolio.web.forms import Form
from portfolio.web.htmx import page

HERE = "portfolios.evidence"


def show(actor: Actor, evidence: Evidence, form: Form, status: int = 200) -> Response:
    """The item for any of its readers; unreleased decisions are nobody's but the assessor's."""
    session = db_session()
    judged = evidence_page.feedback(session, evidence.id)
    return page(
        "portfolios/evidence.html",
        status=status,
        evidence=evidence,
        kind=_kind_words(evidence.kind),
        units=evidence_page.tagged_units(session, evidence.id),
        judged=judged,
        replaced=evidence_page.replaced_files(evidence, judged),
        comments=evidence_page.comments(session, evidence.id),
        stage=stages.stage(actor, evidence, HERE),
        tabs=stages.tabs(evidence, HERE),
        same_files=same_files.known_to(actor, evidence),
        form=form,
        link=lambda file: file_links.link(actor, file),
        opens=file_states.opens,
        file_tag=file_states.tag,
        file_sentence=file_states.sentence,
        **file_states.part(actor, evidence, HERE),
        commentable=evidence.staff_record
        or evidence.state in {EvidenceState.ACCEPTED, EvidenceState.REFERRED},
    )


def _kind_words(kind: str) -> str:
    return EvidenceType(kind).words if kind in set(EvidenceType) else "No type yet"
