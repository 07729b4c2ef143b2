"""A program that a notebook's first cell reads out of the wheel beside it and runs: it installs that wheel.

It imports nothing of this package: where it runs, there may be none yet, or an older one.
"""

import importlib
import importlib.metadata
import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

QUIETLY = "install --quiet --disable-pip-version-check".split()
NO_PIP = "this Python has no pip, and no uv was found here; install one of them, and run this again"


class CannotInstall(Exception):
    """The text says why, and what to do if that is not to be seen."""


def install(folder: Path) -> None:
    """Have `import grader` find what the one wheel in `folder` holds.

    Raises: CannotInstall.
    """
    wheels = sorted(folder.glob("attention_grader-*.whl"))
    if len(wheels) != 1:
        names = " and ".join(wheel.name for wheel in wheels)
        raise CannotInstall(f"there are {names}, keep only the one that came with it")
    if sys.platform == "emscripten":  # JupyterLite can start no pip, and import a wheel as it is
        _import_as_it_is(wheels[0].resolve())
    elif _installed() not in _versions(wheels[0]):
        _install(wheels[0])


def _import_as_it_is(wheel: Path) -> None:
    if str(wheel) not in sys.path:
        sys.path.insert(0, str(wheel))
    if not importlib.util.find_spec("hypothesis"):
        raise CannotInstall('no hypothesis here, run %pip install "hypothesis<6.156" in a cell above')


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
    ran = subprocess.run([*_installer(), wheel], capture_output=True, text=True, check=False)
    importlib.invalidate_caches()
    for name in [name for name in sys.modules if name.split(".")[0] == "grader"]:
        del sys.modules[name]
    if ran.returncode:
        said = [line.strip() for line in ran.stderr.splitlines() if line.strip()] or ["pip says nothing"]
        why = next((line for line in said if "error:" in line.lower()), said[-1])
        raise CannotInstall(f"pip cannot install {wheel.name}: {why.rstrip('.')}")


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
    raise CannotInstall(NO_PIP)


if __name__ == "__main__":
    install(Path())
