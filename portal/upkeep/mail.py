"""Mail to a folder: one `.eml` file a message, for development and for portals that have no mail server yet."""

import re
import secrets
from email.utils import parsedate_to_datetime

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from portal.files.durable import write_durably


class FolderBackend(BaseEmailBackend):
    """Writes each message to `settings.EMAIL_FOLDER`, named by moment so that the newest sorts last."""

    def send_messages(self, email_messages) -> int:
        """Write the messages and return how many were written; raise OSError when the folder cannot be written."""
        settings.EMAIL_FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            write_durably(settings.EMAIL_FOLDER / _name(message), message.message().as_bytes(linesep="\r\n"))
        return len(email_messages)


def _name(message) -> str:
    """Return the file's name: for a message that brings its own id and date the same each time that it is sent.

    So a message that a killed worker had sent, and that is sent again, replaces itself.
    """
    key, date = (message.extra_headers.get(name) for name in ("Message-ID", "Date"))
    if key and date:
        return f"{parsedate_to_datetime(date):%Y%m%d-%H%M%S}-{re.sub('[^A-Za-z0-9.-]+', '-', key).strip('-')}.eml"
    return f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(3)}.eml"
