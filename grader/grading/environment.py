"""What decides how a student's code behaves: versions, as part of a score's provenance."""

import importlib.metadata
import platform
from collections.abc import Sequence

from grader.course import version_of

ALWAYS = ("numpy", "scipy", "matplotlib", "hypothesis", "ipython")


def environment(requires: Sequence[str]) -> str:
    """ "python 3.12.3, numpy 2.1.0, ..."; requires: packages that the assignment adds."""
    versions = [f"{name} {importlib.metadata.version(name)}" for name in ALWAYS]
    return ", ".join([f"python {platform.python_version()}", *versions, *map(version_of, requires)])
