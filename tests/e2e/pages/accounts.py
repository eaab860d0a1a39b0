"""Signing in and out, one's own account, and the demo's mails."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.e2e.browsers import Device
from tests.e2e.pages.frame import Screen
from tests.e2e.server import PASSWORD


class SignInPage(Screen):
    heading = "Sign in"

    @classmethod
    def open(cls, device: Device) -> SignInPage:
        device.page.goto("/sign-in")
        return cls(device)

    def sign_in(self, email: str, password: str = PASSWORD, *, keep: bool = False) -> None:
        """Where that leads depends on who it is, so the story says which page it expects."""
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password", exact=True).fill(password)
        if keep:
            self.page.get_by_label("Keep me signed in").check()
        self.main.get_by_role("button", name="Sign in").click()

    def forgot(self) -> ForgottenPage:
        return self.follow("I have forgotten my password", ForgottenPage)


class ForgottenPage(Screen):
    heading = "Forgotten password"

    def ask(self, email: str) -> LinkSentPage:
        self.page.get_by_label("E-mail address").fill(email)
        return self.press("Send the link", LinkSentPage)


class LinkSentPage(Screen):
    heading = "Look at your e-mails"


class NewPasswordPage(Screen):
    heading = "Choose a new password"

    def choose(self, password: str) -> SignInPage:
        self.page.get_by_label("New password").fill(password)
        return self.press("Change password", SignInPage)


class PrivacyPage(Screen):
    heading = "How your data is used"

    def read(self) -> None:
        self.main.get_by_role("button", name="I have read this").click()


class OwnWorkPage(Screen):
    """What plagiarism is, confirmed once before the first evidence."""

    heading = "Your own work"

    def confirm(self) -> None:
        self.main.get_by_role("checkbox").check()
        self.main.get_by_role("button", name="Confirm").click()


class MorePage(Screen):
    heading = "More"

    @classmethod
    def open(cls, device: Device) -> MorePage:
        device.page.goto("/account/more")
        return cls(device)

    def sign_out(self) -> SignInPage:
        return self.press("Sign out", SignInPage)


class ProfilePage(Screen):
    heading = "Your profile"

    @classmethod
    def open(cls, device: Device) -> ProfilePage:
        device.page.goto("/account")
        return cls(device)

    def devices(self) -> Locator:
        return self.main.get_by_role("listitem").filter(
            has=self.page.get_by_role("button", name="Sign out this device")
        )

    def sign_out_kept(self) -> ProfilePage:
        kept = self.devices().filter(has_text="Kept until")
        kept.get_by_role("button").click()
        return ProfilePage(self.device)


class RolesPage(Screen):
    heading = "Your roles"

    @classmethod
    def open(cls, device: Device) -> RolesPage:
        device.page.get_by_role("banner").locator("summary").click()
        device.page.get_by_role("link", name="Your roles").click()
        return cls(device)

    def act_as(self, role: str) -> None:
        """Where that leads is the home of the role."""
        self.main.get_by_role("button", name=f"Act as {role}").click()


class MessagesPage(Screen):
    heading = "Messages"

    @classmethod
    def open(cls, device: Device) -> MessagesPage:
        device.page.goto("/account/notices")
        return cls(device)


class DemoMailPage(Screen):
    """Every mail the demo sent; none has left the machine."""

    heading = "E-mails of the demonstration"

    @classmethod
    def waiting_for(cls, device: Device, to: str, subject: str | re.Pattern[str]) -> Locator:
        """The newest mail to an address, once the worker has written it."""
        for _ in range(60):
            device.page.goto("/demo/mail")
            mails = device.page.get_by_role("article", name=subject).filter(has_text=f"To {to}")
            mail = mails.filter(has=device.page.get_by_role("link"))
            if mail.count():
                cls(device)
                return mail.first
            device.page.wait_for_timeout(250)
        raise AssertionError(f"no mail to {to} about {subject}")


class InvitationPage(Screen):
    heading = "Your invitation"

    def accept(self, password: str) -> SignInPage:
        self.page.get_by_label("Choose a password").fill(password)
        return self.press("Accept the invitation", SignInPage)

    def accept_signed_in(self) -> RolesPage:
        return self.press("Accept the invitation", RolesPage)


def link_in(mail: Locator) -> None:
    """Follow the one link of a mail."""
    expect(mail.get_by_role("link")).to_have_count(1)
    mail.get_by_role("link").click()
