"""The glossary of verbs, and the way to it from criteria."""

import pytest

from portfolio.domain.states import EvidenceState
from tests.client import FRAGMENT

TERMS = FRAGMENT | {"HX-Target": "glossary-terms"}


def test_anybody_reads_the_glossary_and_searches_it(cast):
    page = cast.visitor.get("/help/glossary")
    found = cast.visitor.get("/help/glossary?q=give+good+reasons", headers=TERMS)

    assert len(page.html.select(".pf-term")) == 67
    assert page.html.select_one("#justify dd").text.startswith("Give good reasons")
    assert "Showing 1 of 67" in found.words()
    assert not found.html.h1
    assert "No verb here" in cast.visitor.get("/help/glossary?q=zebra").words()


@pytest.mark.req("R-014")
@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("candidate", "/units/{unit}"),
        ("candidate", "/candidate/evidence/{draft}/edit"),
        ("assessor", "/assessor/evidence/{item}"),
        ("assessor", "/assessor/evidence/{item}/tags"),
    ],
)
def test_justify_leads_to_its_meaning_wherever_a_criterion_is_shown(cast, make, unit, who, address):
    first, second, _third = make.criteria(unit)
    first.text = second.text = "Justify <b> the choice"
    item = make.evidence(cast.profile, state=EvidenceState.SUBMITTED, title="Letter")
    make.file(item)
    make.tag(item, unit, first.id)
    draft = make.evidence(cast.profile, state=EvidenceState.DRAFT, title="Letter")

    page = getattr(cast, who).get(address.format(unit=unit.id, item=item.id, draft=draft.id))

    verb = page.html.select_one("main a.pf-verb")
    assert (verb.text.lower(), verb["href"]) == ("justify", "/help/glossary#justify")
    assert "Justify <b> the choice" in page.html.main.get_text()
    assert page.html.select_one("script[src*='js/verbs.']")
