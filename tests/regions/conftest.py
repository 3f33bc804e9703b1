import pytest

from portal.regions.reference import load


@pytest.fixture
def reference(db):
    """The real regions, authorities and trusts, as the project's own files have them."""
    return load()
