"""Complaints as those see them who are told that a target has passed."""

from __future__ import annotations

import re

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen


class WaitingPage(Screen):
    heading = "Waiting for me"

    @classmethod
    def open(cls, device: Device) -> WaitingPage:
        device.page.goto("/cases/waiting")
        return cls(device)


class EscalationPage(Screen):
    heading = re.compile("has passed its target$")
