"""Where a photograph by itself is not evidence enough (002 s5.9)."""

from collections.abc import Collection

from portfolio.domain.evidence import EvidenceType

NEED_A_STATEMENT = frozenset({"10380"})
"""Entry codes of qualifications that ask for a statement, report or log beside a photograph."""

_EXPLAINS_ITSELF = frozenset(
    {EvidenceType.WITNESS_STATEMENT, EvidenceType.PERSONAL_STATEMENT, EvidenceType.ASSIGNMENT}
)
"""Photographed paper of these types is a statement or report, not a picture of the work."""


def only_photographs(evidence_type: EvidenceType, media_types: Collection[str]) -> bool:
    """Whether an item consists of pictures and nothing that explains them."""
    if evidence_type in _EXPLAINS_ITSELF or not media_types:
        return False
    return all(media_type.startswith("image/") for media_type in media_types)
