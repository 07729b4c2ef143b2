"""Takes walls away: a line of the package is changed in a process of its own, and a test attacks there.

The original is never touched.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Of all attacks that were tried together; the last where the change itself could not be made.
ENDINGS = ("held", "got in", "some got in", "some never ran", "nothing was changed")
HELD, GOT_IN, SOME_GOT_IN, NEVER_RAN, NOTHING_CHANGED = ENDINGS
Change = tuple[str, str, str]  # a file below grader/, its text, and what stands there instead
Try = Callable[[Sequence[Change], Sequence[str]], str]

# Imports package and attacks once. Then each try is a fork, in which functions are given the changed text's
# code, and constants its values. Where that took no hold the attack is held, which its row does not pass.
# What runs inside a sandbox is no module of this process: it finds a changed copy there.
TRYING = (
    f"HELD, GOT_IN, SOME_GOT_IN, NEVER_RAN, NOTHING_CHANGED = ENDINGS = {ENDINGS!r}\n"
    + """
import contextlib, functools, importlib, io, json, os, shutil, sys, tempfile, traceback
from pathlib import Path
from types import FunctionType, ModuleType
import pytest
OPTIONS = "-o addopts= -p no:cacheprovider -n0 --tb=no --assert=plain".split()
GRADER, TESTS = Path(sys.argv[1], "grader"), sys.argv[2:]
outcomes = []

class Seen:
    def pytest_runtest_logreport(self, report):
        if report.when == "call" or report.outcome == "failed":
            outcomes.append((report.nodeid, report.outcome))

def ending(tests):
    ran = [any(name.startswith(test) for name, _ in outcomes) for test in tests]
    failed = [any(name.startswith(test) and how == "failed" for name, how in outcomes) for test in tests]
    return NEVER_RAN if not all(ran) else GOT_IN if all(failed) else SOME_GOT_IN if any(failed) else HELD

def changed(text, pairs):
    return functools.reduce(lambda text, pair: text.replace(*pair), pairs, text)

def change(name, pairs):
    path = GRADER / name
    module = importlib.import_module(".".join(path.relative_to(GRADER.parent).with_suffix("").parts))
    fresh = ModuleType(module.__name__)
    fresh.__dict__.update({part: vars(module)[part] for part in ("__file__", "__package__", "__spec__")})
    exec(compile(changed(path.read_text(), pairs), str(path), "exec"), fresh.__dict__)
    for part, new in vars(fresh).items():
        old = vars(module).get(part)
        if not become(old, new, module) and part[:2] != "__" and repr(old) != repr(new):
            for one in [one for one in sys.modules.values() if getattr(one, "__dict__", {}).get(part) is old]:
                setattr(one, part, new)

def become(old, new, module):
    if isinstance(new, type):
        if new.__module__ == module.__name__:
            for part, inner in vars(new).items():
                become(vars(old).get(part), inner, module)
        return True
    for within in ("__wrapped__", "__func__", "fget"):
        old, new = getattr(old, within, None) or old, getattr(new, within, None) or new
    if isinstance(new, FunctionType) and isinstance(old, FunctionType):
        ours = new.__module__ == module.__name__
        if ours and len(new.__code__.co_freevars) == len(old.__code__.co_freevars):
            old.__code__, old.__kwdefaults__ = new.__code__, new.__kwdefaults__
        return True
    return isinstance(new, ModuleType)

def inside(files, folder):
    copy = Path(folder, "grader")
    copy.mkdir()
    for name in ("model", "sandbox", "values"):
        shutil.copytree(GRADER / name, copy / name)
    for name in ("__init__", "errors"):
        shutil.copy(GRADER / f"{name}.py", copy)
    for name, pairs in files.items():
        if (copy / name).exists():
            (copy / name).write_text(changed((copy / name).read_text(), pairs))
    importlib.import_module("grader.sandbox.wall").PACKAGE = copy

with contextlib.redirect_stdout(io.StringIO()):
    pytest.main([*OPTIONS, "--collect-only", "-q", *TESTS])
for line in sys.stdin:
    files, tests = json.loads(line)
    with tempfile.TemporaryDirectory(prefix="grader-walls-") as folder:
        child = os.fork()
        if not child:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            try:
                for name, pairs in files.items():
                    change(name, pairs)
                if any(name.startswith(("sandbox/", "values/")) for name in files):
                    inside(files, folder)
                pytest.main([*OPTIONS, *tests], plugins=[Seen()])
            except BaseException:
                traceback.print_exc()
                os._exit(ENDINGS.index(NOTHING_CHANGED))
            os._exit(ENDINGS.index(ending(tests)))
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(ENDINGS[ended] if ended >= 0 else f"signal {-ended}", flush=True)
"""
)


@contextmanager
def trying(attacks: Iterable[str]) -> Iterator[Try]:
    """Yields what tries some of these attacks without some walls."""
    files = sorted({str(ROOT / "tests" / attack.partition("::")[0]) for attack in attacks})
    words = [sys.executable, "-c", TRYING, str(ROOT), *files]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as server:
        assert server.stdin and server.stdout
        orders, endings = server.stdin, server.stdout

        def ended(changes: Sequence[Change], attacks: Sequence[str]) -> str:
            without: dict[str, list[tuple[str, str]]] = {}
            for name, old, new in changes:
                text = (ROOT / "grader" / name).read_text()
                assert old in text, f"{name} has no {old!r} any more; take that wall away in another way"
                without.setdefault(name, []).append((old, new))
            print(json.dumps([without, [f"tests/{one}" for one in attacks]]), file=orders, flush=True)
            return endings.readline().strip()

        yield ended
        orders.close()
