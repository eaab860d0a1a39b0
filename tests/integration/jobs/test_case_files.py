"""Files of a case: kept, checked like evidence, opened only once they are stored."""

from __future__ import annotations

from hashlib import sha256

import pytest

from portfolio import clock
from portfolio.adapters.storage import new_key
from portfolio.domain.errors import Conflict
from portfolio.domain.states import FileState
from portfolio.models.audit import AuditEntry
from portfolio.models.case_record import CaseEntry
from portfolio.services import case_files
from portfolio.services.evidence_files import Received
from tests.case_factories import CaseFactory
from tests.uploads import PDF


@pytest.fixture
def put(app, cast):
    """Puts bytes into the store, as a form with files does."""
    store = app.extensions["outside"].store

    def _put(content: bytes, name: str, said: bytes | None = None) -> Received:
        key = new_key(cast.centre.id)
        with store.begin(key) as writer:
            writer.write(content)
            writer.finish()
        digest = sha256(said or content).hexdigest()
        return Received(key, name, len(content), digest, "application/pdf")

    return _put


def test_a_file_of_a_case_is_checked_before_it_opens(cast, make, session, put, worker):
    case = CaseFactory(make).case(cast.centre)
    actor = cast.administrator.actor
    (staff,) = case_files.add(session, actor, case, [put(PDF, "log.pdf")])
    whole, broken = case_files.add(
        session, None, case, [put(PDF, "letter.pdf"), put(PDF, "cut.pdf", said=b"more")]
    )
    assert (staff.staff_only, whole.staff_only) == (True, False)
    assert {one.state for one in (staff, whole, broken)} == {FileState.CHECKING}
    session.commit()

    worker.run_due()

    session.expire_all()
    assert (whole.state, staff.state) == (FileState.STORED, FileState.STORED)
    assert broken.state is FileState.REFUSED
    assert "did not reach our store whole" in broken.state_reason
    lines = session.query(CaseEntry).filter_by(title="File added")
    assert [line.staff_only for line in lines].count(True) == 1
    names = [entry.name for entry in session.query(AuditEntry).filter_by(subject_id=case.id)]
    assert names.count("case:file-settled") == 3
    assert names.count("case:files-added") == 2


def test_a_closed_case_takes_no_file(cast, make, session, put):
    factory = CaseFactory(make)
    case = factory.closed(factory.case(cast.centre), clock.now())
    with pytest.raises(Conflict, match="is closed"):
        case_files.add(session, None, case, [put(PDF, "late.pdf")])
