"""What allauth does differently here: nobody signs up, mail is queued, events are kept, secrets are encrypted."""

import time
import uuid
from base64 import urlsafe_b64encode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from portal.accounts.limits import allow_attempt
from portal.accounts.mail import queue_mail
from portal.accounts.middleware import begin_session
from portal.accounts.models import User
from portal.audit.models import record

SECURITY_EVENTS = {
    "account/email/email_changed": "changed the e-mail address of",
    "mfa/email/totp_activated": "added an authenticator app for",
    "mfa/email/totp_deactivated": "removed the authenticator app of",
    "mfa/email/webauthn_added": "added a passkey for",
    "mfa/email/webauthn_removed": "removed a passkey of",
    "mfa/email/recovery_codes_generated": "made new recovery codes for",
}
TOO_MANY = "Too many attempts. Wait a few minutes, or sign in with a code by e-mail."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "You can’t sign in at present. Ask your regional programme manager.",
        "email_password_mismatch": "This e-mail address and password don’t go together. Check both, or ask for a code.",
        "email_taken": "Somebody already signs in with this e-mail address.",
        "enter_current_password": "Type your present password.",
        "incorrect_code": "This code isn’t right. Check it, or ask for a new one.",
        "incorrect_password": "This password isn’t right.",
        "rate_limited": TOO_MANY,
        "same_as_current": "This is your present address. Type the new one.",
        "too_many_login_attempts": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def send_mail(self, template_prefix, email, context):
        """Queue the message: the same work whether or not the address is known, and none that can fail here."""
        words = {"email": email, "site_name": settings.SITE_NAME, "origin": settings.PORTAL_ORIGIN} | context
        mail = self.render_mail(template_prefix, email, words)
        queue_mail(key=f"account:{uuid.uuid4()}", to=email, subject=mail.subject, body=mail.body)

    def format_email_subject(self, subject):
        return subject

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """A change to how somebody signs in: it goes on record, and they are told."""
        with transaction.atomic():
            if template_prefix in SECURITY_EVENTS:
                record(SECURITY_EVENTS[template_prefix], user, by=user)
            super().send_notification_mail(template_prefix, user, {"at": timezone.now()} | (context or {}), email)

    def pre_authenticate(self, request, **credentials):
        """Count the attempt by account with address, then by account: a building shares one address."""
        self._login_failed_rl_usage = None
        self._attempts = allow_attempt(request, "login_failed", credentials.get("email", ""))
        if not self._attempts:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self):
        for usage in self._attempts:
            usage.rollback()

    def authentication_failed(self, request, **credentials):
        email = User.objects.normalize_email(credentials.get("email", ""))
        User.objects.filter(email=email).update(failed_sign_ins=F("failed_sign_ins") + 1)

    def login(self, request, user):
        super().login(request, user)
        begin_session(request)

    def post_login(self, request, user, **kwargs):
        methods = [method["method"] for method in get_authentication_records(request, user)]
        with transaction.atomic():
            failed = User.objects.filter(pk=user.pk).values_list("failed_sign_ins", flat=True).get()
            record("signed in", user, by=user, methods=methods, failed_attempts_before=failed)
            User.objects.filter(pk=user.pk, failed_sign_ins=failed).update(failed_sign_ins=0)
        return super().post_login(request, user, **kwargs)

    def logout(self, request):
        if request.user.is_authenticated:
            record("signed out", request.user, by=request.user)
        super().logout(request)

    def set_password(self, user, password):
        with transaction.atomic():
            super().set_password(user, password)
            record("set the password of", user, by=user)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Somebody who signed in a moment ago isn't asked again."""
        began = self.request.session.get("began_at", 0) if self.request else 0
        if time.time() - began < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)


class MFAAdapter(DefaultMFAAdapter):
    """Secrets of authenticator apps and recovery codes are encrypted with a key made from SECRET_KEY."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code isn’t right. Wait for the next one that the app shows, and type that.",
    }

    def encrypt(self, text):
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user, type):
        number = user.authenticator_set.filter(type=type).count() + 1
        return "My passkey" if number == 1 else f"My passkey {number}"

    def get_public_key_credential_rp_entity(self):
        return super().get_public_key_credential_rp_entity() | {"name": settings.SITE_NAME}


def _cipher():
    return MultiFernet([_key(secret) for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]])


def _key(secret):
    derived = HKDF(SHA256(), 32, salt=None, info=b"portal second factors").derive(secret.encode())
    return Fernet(urlsafe_b64encode(derived))
