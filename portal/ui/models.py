from django.db import models


class PublicContent(models.Model):
    """One row that says in which state everything public is: kept pages are good only for the state they showed.

    `version` is a random number, so that a database put back from a backup never meets pages of another past.
    """

    version = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "public content"

    def __str__(self):
        return f"version {self.version}"
