"""A migrated database of this run, of which each process that tests begins with a copy.

TEST_TEMPLATE=… python -m tests.template        runs every migration once, into a file or a PostgreSQL database so named
TEST_TEMPLATE=… python -m tests.template drop   removes it

Without TEST_TEMPLATE each process migrates a database of its own.
"""

import os
import shutil
import sys

NAME = os.environ.get("TEST_TEMPLATE", "")


def make():
    """Make the template, just as Django makes a test database; nothing may be connected to it afterwards."""
    from django.db import connection

    connection.settings_dict["TEST"] |= {"NAME": NAME, "TEMPLATE": None}
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    connection.close()


def drop():
    from django.db import connection

    usual = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = NAME
    connection.creation.destroy_test_db(usual, verbosity=0)


def copy_to(path: str) -> None:
    """Copy the template's file; it was closed, so all of it is in there."""
    shutil.copyfile(NAME, path)


if __name__ == "__main__":
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    drop() if sys.argv[1:] == ["drop"] else make()
