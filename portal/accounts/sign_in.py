"""allauth's forms in our words: labels instead of placeholders, and attempts counted by account with address."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.conf import settings

from portal.accounts.demo import SAMPLE_PEOPLE
from portal.accounts.limits import allow_attempt

LABELS = {
    "code": "Code",
    "email": "E-mail address",
    "login": "E-mail address",
    "name": "Name of this passkey",
    "oldpassword": "Present password",
    "password": "Password",
    "password1": "New password",
    "password2": "New password again",
}


class InOurWords:
    """Puts the labels above in place, and takes placeholders away: they vanish when one types."""

    help_texts: dict[str, str] = {}
    labels: dict[str, str] = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = (LABELS | self.labels).get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name in self.help_texts or not name.startswith("password"):
                field.help_text = self.help_texts.get(name, "")
        if "password" in self.fields:
            self.fields["password"].help_text = ""


class LoginForm(InOurWords, account.LoginForm):
    @property
    def sample_people(self):
        """In a demonstration only: who can be tried out."""
        return SAMPLE_PEOPLE if settings.DEMO else ()


class LimitedByAddress:
    """A form that sends mail to the address typed: counted by account with address, then by account."""

    action = ""

    def clean_email(self):
        if not allow_attempt(context.request, self.action, self.cleaned_data["email"]):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_email()


class RequestLoginCodeForm(InOurWords, LimitedByAddress, account.RequestLoginCodeForm):
    action = "ask_for_code"


class ResetPasswordForm(InOurWords, LimitedByAddress, account.ResetPasswordForm):
    action = "ask_for_reset"


class ConfirmCodeForm(InOurWords):
    help_texts = {"code": "For example, ABCD-EFGH. It is valid for 15 minutes."}


class ConfirmLoginCodeForm(ConfirmCodeForm, account.ConfirmLoginCodeForm):
    pass


class ConfirmEmailCodeForm(ConfirmCodeForm, account.ConfirmEmailVerificationCodeForm):
    pass


class ConfirmResetCodeForm(ConfirmCodeForm, account.ConfirmPasswordResetCodeForm):
    pass


class ResetPasswordKeyForm(InOurWords, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(InOurWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(InOurWords, account.SetPasswordForm):
    pass


class AddEmailForm(InOurWords, account.AddEmailForm):
    labels = {"email": "New e-mail address"}


class ConfirmPasswordForm(InOurWords, account.ReauthenticateForm):
    pass


class AuthenticateForm(InOurWords, second_factor.AuthenticateForm):
    help_texts = {"code": "Six figures from your authenticator app, or one of your recovery codes."}


class ReauthenticateForm(InOurWords, second_factor.ReauthenticateForm):
    help_texts = {"code": "Six figures from your authenticator app, or one of your recovery codes."}


class ActivateTOTPForm(InOurWords, totp.ActivateTOTPForm):
    help_texts = {"code": "The six figures that the app shows now."}


class AddPasskeyForm(InOurWords, webauthn.AddWebAuthnForm):
    """Always a passkey: the device checks that it is its owner (finger, face or PIN), and the server asks for that."""

    help_texts = {"name": "So that you recognise it in the list, for example “Work telephone”."}
    passwordless = forms.BooleanField(initial=True, widget=forms.HiddenInput)


class RenamePasskeyForm(InOurWords, webauthn.EditWebAuthnForm):
    pass
