"""An instructor's evening, by keyboard and command line, ends in the same totals everywhere."""

import subprocess
import sys
from pathlib import Path

import machine
import pytest

pytestmark = pytest.mark.long

ROOT = Path(__file__).parent.parent


@pytest.mark.timeout(600)
def test_evening() -> None:
    """Collected, graded, marked twice, a criterion changed, late: reports, gradebook, pages and CSV agree."""
    machine.browser()  # or there is nobody to mark
    command = [sys.executable, ROOT / "benchmarks/evening.py", "--students", "10", "--homework", "tiny"]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "14 totals are the same in 6 places"
