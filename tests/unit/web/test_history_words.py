"""The audit trail is read by people: no column names, no identifiers, no 64 characters in a row."""

import pytest

from portfolio.web.portfolios.history_words import particulars

SHA256 = "9b1fc07a" + "0" * 48 + "5e0277d1"


@pytest.mark.parametrize(
    ("details", "said"),
    [
        pytest.param({"sha256": SHA256}, "Fingerprint: 9b1f c07a … 5e02 77d1", id="fingerprint"),
        pytest.param(
            {"files": [f"notes.pdf {SHA256}"]},
            "Files: notes.pdf 9b1f c07a … 5e02 77d1",
            id="file with its fingerprint",
        ),
        pytest.param({"ends_on": "2026-12-05"}, "Ends on: 5 December 2026", id="date"),
        pytest.param({"kind": "case-study"}, "Type: Case study or history", id="type"),
        pytest.param(
            {"fields": ["title", "produced_on", "no_personal_details_at"]},
            "Changed: title, date produced, other people's details",
            id="columns",
        ),
        pytest.param({"changed": ["date_of_birth"]}, "Changed: date of birth", id="any column"),
        pytest.param(
            {"criteria": ["7b21226a-09b6-45a9-9305-63e57ea4d73b"], "sign_off_id": "1", "by": None},
            "",
            id="identifiers and nothing",
        ),
        pytest.param(
            {"reason": "Wrong file.", "again": True, "kept": False, "files": 1200},
            "Reason: Wrong file. Again: yes. Files: 1,200",
            id="sentence, yes, no and number",
        ),
    ],
)
def test_particulars_of_an_entry_are_words(details, said) -> None:
    assert particulars(details) == said
