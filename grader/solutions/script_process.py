"""A program: runs scripts below known solutions, as in a fresh notebook.

It takes a JSON object from its standard input, and gives back a JSON list. It needs Python alone, so nothing
of this package is there for a script to find. What the solutions import is imported once. Then each
solution's scripts get a process, as to fork one costs more than to run many; for each the files run anew.
"""

import ast
import contextlib
import gc
import hashlib
import importlib
import io
import json
import os
import random
import signal
import sys
import warnings
from collections.abc import Iterable, Sequence
from types import CodeType
from typing import Any

ENDED = "TimeUp"  # for what did not end by itself
SEED = 1
MOST = 200_000  # characters of an outcome; what comes after them is not compared


def main() -> None:
    """Reads {"folder", "seconds", "scripts": [[texts of files, code], ...]}; writes [[raised, shown], ...].

    raised: the name of an exception, else "". shown: what a notebook shows below a cell with that code.
    """
    task = json.load(sys.stdin)
    os.chdir(task["folder"])
    sys.path.insert(0, "")
    warnings.simplefilter("ignore")
    scripts = [(tuple(files), code) for files, code in task["scripts"]]
    texts = {text for files, _ in scripts for text in files}
    _imported(texts | {code for _, code in scripts})
    programs = {text: compile(text, "<solution>", "exec") for text in texts}
    gc.freeze()  # what children share stays shared
    gc.disable()
    below: dict[tuple[str, ...], dict[str, list[str]]] = {files: {} for files, _ in scripts}
    for files, code in scripts:
        below[files][code] = [ENDED, ""]
    for files, found in below.items():
        outcomes = _outcomes([programs[text] for text in files], list(found), task["seconds"])
        found.update(zip(found, outcomes, strict=True))
    json.dump([below[files][code] for files, code in scripts], sys.stdout)


def _imported(texts: Iterable[str]) -> None:
    for node in [node for text in texts for node in ast.walk(ast.parse(text))]:
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [str(node.module)] if isinstance(node, ast.ImportFrom) and not node.level else []
        for name in names:
            with contextlib.suppress(Exception):
                importlib.import_module(name)


def _outcomes(programs: Sequence[CodeType], codes: Sequence[str], seconds: float) -> list[list[str]]:
    """What came of each; whoever ends the process has ended, and the others go on in another one."""
    found: list[list[str]] = []
    while len(found) < len(codes):
        found += _forked(programs, codes[len(found) :], seconds)
        found += [[ENDED, ""]] * (len(found) < len(codes))
    return found


def _forked(programs: Sequence[CodeType], codes: Sequence[str], seconds: float) -> list[list[str]]:
    """What came of the first of them in a child process. One that takes `seconds` of CPU, or thrice as many
    of the clock, ends it.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        with os.fdopen(write, "w", encoding="utf-8") as pipe:
            for code in codes:
                signal.setitimer(signal.ITIMER_PROF, seconds)
                signal.setitimer(signal.ITIMER_REAL, 3 * seconds)
                print(json.dumps(_run(programs, code)), file=pipe, flush=True)
        os._exit(0)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as pipe:
        lines = pipe.read().splitlines(keepends=True)
    os.waitpid(child, 0)
    return [json.loads(line) for line in lines if line.endswith("\n")]


def _run(programs: Sequence[CodeType], code: str) -> list[str]:
    names: dict[str, Any] = {"__name__": "__main__"}
    out = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        _seeded()
        for program in programs:
            exec(program, names)
        _seeded()
        with contextlib.redirect_stdout(out):
            try:
                pictures = _pictures(_cell(code, names))
            except (Exception, SystemExit) as error:
                return [type(error).__name__, out.getvalue()[:MOST]]
    return ["", out.getvalue()[:MOST] + pictures]


def _seeded() -> None:
    """As a fresh notebook: nothing is drawn, and numbers are printed as notebooks print them."""
    random.seed(SEED)
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed(SEED)
        numpy.seterr(all="ignore")
        numpy.set_printoptions(precision=3, suppress=True)
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")


def _cell(code: str, names: dict[str, Any]) -> Any:
    """Run it, print its last value, which a notebook tells from what is printed, and return it."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    if not isinstance(last, ast.Expr):
        return None
    value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    if value is not None:
        print("Out:", value)
    return value


def _pictures(value: Any) -> str:
    """Digests of the figures that a notebook shows: those that are open, and the last value."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()] if pyplot else []
    if hasattr(value, "savefig") and not any(value is one for one in figures):
        figures.append(value)
    digests = []
    for figure in figures:
        figure.savefig(drawn := io.BytesIO(), format="rgba", dpi=50)
        digests.append(hashlib.sha256(drawn.getvalue()).hexdigest())
    return " ".join(digests)


if __name__ == "__main__":
    main()
