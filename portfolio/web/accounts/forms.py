"""What people fill in about their own account."""

from wtforms import BooleanField, PasswordField, RadioField, SelectChoice, StringField
from wtforms.validators import DataRequired, InputRequired, Length

from portfolio.domain.states import NoticeDelivery
from portfolio.web.forms import Form

LONGEST_EMAIL = 254


def _email() -> StringField:
    return StringField(
        "E-mail address",
        validators=[
            InputRequired("Enter your e-mail address"),
            Length(max=LONGEST_EMAIL, message="Enter an e-mail address of 254 characters or fewer"),
        ],
    )


class SignInForm(Form):
    email = _email()
    password = PasswordField("Password", validators=[InputRequired("Enter your password")])
    keep = BooleanField("Keep me signed in on this phone")


class ForgottenForm(Form):
    email = _email()


class NewPasswordForm(Form):
    password = PasswordField("New password", validators=[InputRequired("Enter a new password")])


class ChangePasswordForm(Form):
    current = PasswordField(
        "Password you have now", validators=[InputRequired("Enter the password you have now")]
    )
    password = PasswordField("New password", validators=[InputRequired("Enter a new password")])


class DeliveryForm(Form):
    delivery = RadioField(
        "E-mails about news",
        choices=[SelectChoice(one.value, one.value) for one in NoticeDelivery],
        validators=[InputRequired("Choose when you want e-mails")],
    )


class PrivacyForm(Form):
    """Nothing to fill in: reading on is the acknowledgement."""


class OriginalityForm(Form):
    understood = BooleanField(
        "I understand. What I add will be my own work, and I will say where it is not",
        validators=[InputRequired("Tick the box to confirm that you understand")],
    )


class UploadTokenForm(Form):
    name = StringField(
        "What will use it",
        validators=[
            DataRequired("Say what will use it, for example the name of the program"),
            Length(max=60, message="Enter a name of 60 characters or fewer"),
        ],
    )
