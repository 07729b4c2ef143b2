"""A program that a notebook's first cell reads out of the wheel beside it and runs: it installs that wheel.

It imports nothing of this package: where it runs, there may be none yet, or an older one.
"""

import importlib
import importlib.metadata
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

QUIETLY = "install --quiet --disable-pip-version-check".split()
AGAIN = "run this cell again"
OWN_PYTHON = (
    "Open the notebook with a Python of your own: make an environment (python -m venv), and install Jupyter "
    "there. Or use Google Colab."
)
CURES = (  # what to do, by what pip or uv says, in small letters
    (
        "different python|current python version",
        f"Choose a kernel with such a Python in the menu Kernel, or install one, and {AGAIN}.",
    ),
    ("externally.managed", f"This Python is your system's own, and takes no packages. {OWN_PYTHON}"),
    ("permission denied|access is denied|read-only|winerror 5", f"May you write there? {OWN_PYTHON}"),
    ("no space|quota", f"Make room on that disk, and {AGAIN}."),
    (
        "wheel filename|supported wheel",
        f"Take that file from your zip once more, under its own name, and {AGAIN}.",
    ),
    (
        "connection|timed out|max retries|fail(?:ed|ure) to fetch|could not fetch",
        f"Are you online, and does this machine reach pypi.org? Then {AGAIN}.",
    ),
    ("", f"Restart the kernel, and {AGAIN}. If that does not help, show your instructor this line."),
)


class CannotInstall(Exception):
    """The text says why. cure: what to do next."""

    def __init__(self, why: str, cure: str) -> None:
        super().__init__(why)
        self.cure = cure


def install(folder: Path) -> None:
    """Have `import grader` find what the one wheel in `folder` holds.

    Raises: CannotInstall.
    """
    wheels = sorted(folder.glob("attention_grader-*.whl"))
    if len(wheels) != 1:
        names = " and ".join(wheel.name for wheel in wheels)
        raise CannotInstall(f"there are {names}", f"Keep only the one that came with it, and {AGAIN}.")
    if sys.platform == "emscripten":  # JupyterLite can start no pip, and import a wheel as it is
        _import_as_it_is(wheels[0].resolve())
    elif _installed() not in _versions(wheels[0]):
        _install(wheels[0])


def _import_as_it_is(wheel: Path) -> None:
    if str(wheel) not in sys.path:
        sys.path.insert(0, str(wheel))
    if not importlib.util.find_spec("hypothesis"):
        how = f'Run %pip install "hypothesis<6.156" in a cell above, then {AGAIN}.'
        raise CannotInstall("no hypothesis here", how)


def _installed() -> str:
    try:
        return importlib.metadata.version("attention-grader")
    except importlib.metadata.PackageNotFoundError:
        return ""


def _versions(wheel: Path) -> tuple[str, str]:
    """The wheel's own, and that of the whole grader it is a part of."""
    version = wheel.name.split("-")[1]
    return version, version.split("+")[0]


def _install(wheel: Path) -> None:
    # In another folder: beside the notebook may be a student's own pip.py or json.py, which would be taken.
    command = [*_installer(), str(wheel.resolve())]
    ran = subprocess.run(command, cwd=sys.prefix, capture_output=True, text=True, check=False)
    importlib.invalidate_caches()
    for name in [name for name in sys.modules if name.split(".")[0] == "grader"]:
        del sys.modules[name]
    if ran.returncode:
        said = [line.strip() for line in ran.stderr.splitlines() if line.strip()] or ["pip says nothing"]
        last = next((line for line in reversed(said) if "error:" in line.lower()), said[-1])
        cure = next(cure for words, cure in CURES if re.search(words, ran.stderr.lower()))
        raise CannotInstall(f"pip cannot install {wheel.name}: {last.rstrip('.')}", cure)
    if not importlib.util.find_spec("grader"):  # it is where Python looks only if it was there at the start
        raise CannotInstall(
            f"{wheel.name} is installed, and not found yet", f"Restart the kernel, and {AGAIN}."
        )


def _installer() -> list[str]:
    """The words of a command that installs what follows: by pip, or, as where uv made this environment there
    is none, by the pip that comes with Python, or by uv.

    Raises: CannotInstall.
    """
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip", *QUIETLY]
    if (own := importlib.util.find_spec("ensurepip")) and own.origin:
        for bundled in sorted(Path(own.origin).parent.glob("_bundled/pip-*.whl")):
            return [sys.executable, f"{bundled}/pip", *QUIETLY]
    if uv := shutil.which("uv"):
        return [uv, "pip", "install", "--quiet", "--python", sys.executable]
    raise CannotInstall(
        "this Python has no pip, and no uv was found here", f"Install one of them, and {AGAIN}."
    )


if __name__ == "__main__":
    install(Path())
