"""Gunicorn's entry point: ``gunicorn portfolio.wsgi:app``."""

import os

from portfolio import create_app
from portfolio.config import Settings
from portfolio.web import request_log

request_log.configure()
app = create_app(Settings.from_environ(os.environ))
