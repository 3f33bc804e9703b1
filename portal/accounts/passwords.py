"""Passwords that everybody here could guess."""

import re

from django.core.exceptions import ValidationError

from portal.regions.models import LocalAuthority, Region

FIELD = (
    "child children service social worker care director council county borough city region regional improvement "
    "portal network challenge peer priority priorities update safeguarding partnership authority local england "
    "password passwort welcome letmein secret changeme qwerty spring summer autumn winter january february march "
    "april june july august september october november december"
)
LEFT_OVER = 6


class LocalWordsValidator:
    """Refuses a password that is little more than local words: places of the portal, the field's words, dates."""

    def validate(self, password, user=None):
        rest = re.sub(r"[^a-z]", "", password.lower())
        for word in sorted(self._words(), key=len, reverse=True):
            rest = rest.replace(word, "")
        if len(rest) < LEFT_OVER:
            raise ValidationError(
                "This password is made of words that are easy to guess here, such as places and months. Add others.",
                code="password_of_local_words",
            )

    def get_help_text(self):
        return "Your password can’t be made only of places, months and words of our work."

    def _words(self):
        names = [*Region.objects.values_list("name", flat=True), *LocalAuthority.objects.values_list("name", flat=True)]
        return {word for name in [*names, FIELD] for word in re.findall(r"[a-z]{4,}", name.lower())}
