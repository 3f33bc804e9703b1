"""Mail to a folder: one `.eml` file a message, for development and for portals that have no mail server yet."""

import secrets

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from portal.upkeep.files import write_durably


class FolderBackend(BaseEmailBackend):
    """Writes each message to `settings.EMAIL_FOLDER`, named by moment so that the newest sorts last."""

    def send_messages(self, email_messages) -> int:
        """Write the messages and return how many were written; raise OSError when the folder cannot be written."""
        settings.EMAIL_FOLDER.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.now():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(3)}.eml"
            write_durably(settings.EMAIL_FOLDER / name, message.message().as_bytes(linesep="\r\n"))
        return len(email_messages)
