"""What those see who read and change nothing: the verifier's visit, the candidates of staff."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen
from tests.e2e.pages.units import PortfolioPage


class ListOfCandidates(Screen):
    @property
    def names(self) -> Locator:
        return self.main.get_by_role("rowheader").get_by_role("link")

    def open(self, candidate: str) -> PortfolioPage:
        return self.follow(candidate, PortfolioPage)


class VisitPage(ListOfCandidates):
    heading = "Your visit"

    @classmethod
    def start(cls, device: Device) -> VisitPage:
        device.page.goto("/")
        return cls(device)


class CandidatesPage(ListOfCandidates):
    """An assessor's or a quality assurer's own candidates."""

    heading = "Candidates"

    @classmethod
    def start(cls, device: Device, address: str) -> CandidatesPage:
        device.page.goto(address)
        return cls(device)


class OpenedPage(Screen):
    heading = "What I opened"
