"""Portfolio: learner portfolios for UK vocational qualifications."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portfolio import extensions, outside, web
from portfolio.config import MIB, Settings
from portfolio.web import compression, security

ROOT = Path(__file__).resolve().parent.parent


def create_app(settings: Settings) -> Flask:
    """Bind everything to ``settings``; raises RuntimeError while a route is undeclared."""
    app = Flask("portfolio", static_folder=None, template_folder=str(ROOT / "templates"))
    secure = settings.secure_cookies
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=extensions.engine_options(
            settings.database_url, settings.database_connections
        ),
        MIGRATIONS_FOLDER=str(ROOT / "migrations"),
        SESSION_COOKIE_NAME="__Host-session" if secure else "session",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
        MAX_CONTENT_LENGTH=1 * MIB,
        MAX_FORM_MEMORY_SIZE=500_000,
        MAX_FORM_PARTS=2000,
    )
    settings.data_folder.mkdir(parents=True, exist_ok=True)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    compression.register(app)
    security.register(app)
    extensions.bind(app)
    outside.connect(app, settings)
    web.register(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, count, count, count)  # type: ignore[method-assign]
    return app
