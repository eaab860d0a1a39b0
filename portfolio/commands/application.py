"""The app as a command needs it: its settings read, and a transaction that commits at the end."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from sqlalchemy.orm import Session

from portfolio import create_app
from portfolio.config import Settings
from portfolio.extensions import db, db_session, writing


@contextmanager
def writing_session(environ: Mapping[str, str]) -> Iterator[Session]:
    """A session within the app's context; commits unless the command fails."""
    app = create_app(Settings.from_environ(environ))
    with app.app_context():
        writing.set(True)
        try:
            yield db_session()
            db.session.commit()
        finally:
            writing.set(False)
            db.session.remove()
            db.engine.dispose()
