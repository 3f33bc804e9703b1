import pytest


@pytest.fixture(autouse=True)
def uploads(settings, tmp_path):
    """A folder of uploads for one test."""
    settings.UPLOADS_DIR = tmp_path / "uploads"
    return settings.UPLOADS_DIR
