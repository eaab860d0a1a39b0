"""Settings, read from the environment once; a missing value stops the start and names itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

MIB = 1024 * 1024
GIB = 1024 * MIB


class MissingSetting(RuntimeError):
    """A setting without a safe default was not given."""


@dataclass(frozen=True)
class Settings:
    """A default stands only where it is right for production and may be public."""

    secret_key: str
    database_url: str
    data_folder: Path
    demo: bool = False
    public_url: str = ""
    secure_cookies: bool = True
    trusted_proxies: int = 0
    s3_bucket: str = ""
    s3_endpoint: str = ""
    s3_region: str = "us-east-1"
    s3_access_key: str = ""
    s3_secret_key: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_security: str = "starttls"
    mail_from: str = ""
    file_bytes: int = 2 * GIB
    files_an_item: int = 25
    candidate_bytes: int = 10 * GIB
    database_connections: int = 0
    """Most connections of one process, 0 for as many as its threads may need."""
    upload_threads: int = 48
    upload_silence: int = 60
    """Seconds without a byte after which a line is taken to be dead."""
    scanner: str = "off"
    clamd_address: str = ""
    scan_bytes: int = 100 * MIB

    @property
    def store_folder(self) -> Path | None:
        """Where evidence files lie, unless a bucket is set."""
        return None if self.s3_bucket else self.data_folder / "evidence"

    @property
    def scanner_on(self) -> bool:
        """Whether files open only once they have been checked for viruses."""
        return self.scanner != "off"

    @property
    def mail_folder(self) -> Path:
        return self.data_folder / "mail"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """Read every setting; raises MissingSetting naming the variable."""
        demo = _flag(environ, "PORTFOLIO_DEMO", default=False)
        secure = _flag(environ, "SECURE_COOKIES", default=not demo)
        if demo and _flag(environ, "PRODUCTION", default=False):
            raise MissingSetting("PORTFOLIO_DEMO signs anybody in and cannot run with PRODUCTION")
        folder = Path(_needed(environ, "DATA_FOLDER")).absolute()
        return cls(
            secret_key=_needed(environ, "SECRET_KEY"),
            database_url=_database(environ.get("DATABASE_URL", ""), folder),
            data_folder=folder,
            demo=demo,
            public_url=environ.get("PUBLIC_URL", "") if demo else _needed(environ, "PUBLIC_URL"),
            secure_cookies=secure,
            trusted_proxies=int(environ.get("TRUSTED_PROXIES", "0")),
            s3_bucket=environ.get("S3_BUCKET", ""),
            s3_endpoint=environ.get("S3_ENDPOINT", ""),
            s3_region=environ.get("S3_REGION", "us-east-1"),
            s3_access_key=environ.get("S3_ACCESS_KEY", ""),
            s3_secret_key=environ.get("S3_SECRET_KEY", ""),
            smtp_host=environ.get("SMTP_HOST", ""),
            smtp_port=int(environ.get("SMTP_PORT", "587")),
            smtp_user=environ.get("SMTP_USER", ""),
            smtp_password=environ.get("SMTP_PASSWORD", ""),
            smtp_security=environ.get("SMTP_SECURITY", "starttls"),
            mail_from=environ.get("MAIL_FROM", ""),
            file_bytes=int(environ.get("FILE_BYTES", str(2 * GIB))),
            files_an_item=int(environ.get("FILES_AN_ITEM", "25")),
            candidate_bytes=int(environ.get("CANDIDATE_BYTES", str(10 * GIB))),
            database_connections=int(environ.get("DATABASE_CONNECTIONS", "0")),
            upload_threads=int(environ.get("UPLOAD_THREADS", "48")),
            upload_silence=int(environ.get("UPLOAD_SILENCE", "60")),
            scanner=_scanner(environ),
            clamd_address=environ.get("CLAMD_ADDRESS", ""),
            scan_bytes=int(environ.get("SCAN_BYTES", str(100 * MIB))),
        )


def _needed(environ: Mapping[str, str], name: str) -> str:
    if value := environ.get(name, ""):
        return value
    raise MissingSetting(f"Set {name}: see the configuration table in README.md")


def _scanner(environ: Mapping[str, str]) -> str:
    kind = environ.get("SCANNER", "") or "off"
    if kind not in {"off", "clamd"}:
        raise MissingSetting("Set SCANNER to off or clamd")
    if kind == "clamd":
        _needed(environ, "CLAMD_ADDRESS")
    return kind


def _flag(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    return {"1": True, "0": False, "": default}[environ.get(name, "")]


def _database(url: str, folder: Path) -> str:
    return url or f"sqlite:///{folder / 'portfolio.sqlite3'}"
