"""The outside this app was started with: where files lie."""

from dataclasses import dataclass

from flask import Flask, current_app

from portfolio.adapters.storage import EvidenceStore, store_from
from portfolio.config import Settings


@dataclass(frozen=True)
class Outside:
    settings: Settings
    store: EvidenceStore


def connect(app: Flask, settings: Settings) -> None:
    app.extensions["outside"] = Outside(settings, store_from(settings))


def outside() -> Outside:
    """The adapters of the running app."""
    found: Outside = current_app.extensions["outside"]
    return found
