"""Only what assessors have before them is compared, and nothing is settled without a reason."""

import pytest

from portfolio.domain.errors import Refusal
from portfolio.domain.same_files import check_reason, is_handed_in
from portfolio.domain.states import EvidenceState, FileState


@pytest.mark.parametrize(
    ("item", "file", "removed", "handed_in"),
    [
        pytest.param(EvidenceState.SUBMITTED, FileState.STORED, False, True, id="submitted"),
        pytest.param(EvidenceState.ACCEPTED, FileState.STORED, False, True, id="accepted"),
        pytest.param(EvidenceState.REFERRED, FileState.STORED, False, True, id="referred"),
        pytest.param(EvidenceState.DRAFT, FileState.STORED, False, False, id="draft"),
        pytest.param(EvidenceState.WITHDRAWN, FileState.STORED, False, False, id="withdrawn"),
        pytest.param(EvidenceState.SUBMITTED, FileState.STORED, True, False, id="taken out"),
        pytest.param(EvidenceState.SUBMITTED, FileState.CHECKING, False, False, id="checking"),
        pytest.param(EvidenceState.SUBMITTED, FileState.QUARANTINED, False, False, id="held"),
    ],
)
def test_a_file_counts_once_it_is_before_an_assessor(item, file, removed, handed_in):
    assert is_handed_in(item, file, removed=removed) is handed_in


@pytest.mark.req("R-127", part="reuse with a recorded reason")
@pytest.mark.parametrize(
    ("reason", "chosen", "field"),
    [
        pytest.param(" ", 1, "reason", id="no reason"),
        pytest.param("A form of the shop", 0, "findings", id="no file"),
    ],
)
def test_settling_needs_a_file_and_a_reason(reason, chosen, field):
    with pytest.raises(Refusal) as caught:
        check_reason(reason, chosen)
    assert caught.value.field == field
