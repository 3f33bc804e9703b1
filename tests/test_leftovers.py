"""A test run leaves nothing behind in the machine's folder for temporary files."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_folder_of_a_run_goes_with_it(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "TEST_DATA_DIR"}
    run = subprocess.run(
        [sys.executable, "-c", "from tests.settings import DATA_DIR; print(DATA_DIR, DATA_DIR.is_dir())"],
        cwd=ROOT, env=environment | {"TMPDIR": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    folder, was_there = run.stdout.split()
    assert (Path(folder).parent, was_there, list(tmp_path.iterdir())) == (tmp_path, "True", [])
