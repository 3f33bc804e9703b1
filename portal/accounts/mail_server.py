"""What passes between the portal and a mail server: who a message is, and what a refusal means."""

import smtplib
from datetime import datetime
from email.utils import format_datetime

from django.conf import settings


class Trouble(Exception):
    """A message wasn't taken. `str()` says in a few words why, never to whom.

    `is_for_good`: the same message would be refused again. `is_away`: the fault is the server's, not the message's.
    """

    def __init__(self, says: str, *, is_for_good=False, is_away=False):
        super().__init__(says)
        self.is_for_good, self.is_away = is_for_good, is_away


def same_each_time(key: str, at: datetime) -> dict[str, str]:
    """Return the headers by which a message that is sent twice is known to be one: its Message-ID and its date.

    `key` names it within the portal (letters, digits, dots, hyphens), `at` is the moment when it was queued. A worker
    that is killed after sending and before noting it sends again: the receiver then discards the second, or shows one.
    """
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ")
    return {"Message-ID": f"<{key}.{at.timestamp():.0f}@{host}>", "Date": format_datetime(at)}


def send(message) -> None:
    """Send the message to its one recipient; raise Trouble when it isn't taken."""
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as error:
        code = next((code for code, _ in error.recipients.values()), 0)
        raise Trouble(f"The mail server refused the address ({code}).", is_for_good=code >= 500) from None
    except smtplib.SMTPDataError as error:
        says = f"The mail server refused the message ({error.smtp_code})."
        raise Trouble(says, is_for_good=error.smtp_code >= 500) from None
    except smtplib.SMTPResponseException as error:
        raise Trouble(f"The mail server refused us ({error.smtp_code}).", is_away=True) from None
    except OSError as error:
        raise Trouble(f"The mail server can’t be reached ({type(error).__name__}).", is_away=True) from None
    except ValueError as error:  # an address or a subject that can't be written into a message
        raise Trouble(f"The message can’t be written ({type(error).__name__}).", is_for_good=True) from None
