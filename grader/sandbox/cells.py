"""Runs inside: executes notebook cells as Jupyter would, by IPython's shell without a kernel."""

import _multiprocessing  # type: ignore[import-not-found]
import builtins
import contextlib
import importlib
import io
import os
import site
import subprocess
import sys
import types
import warnings
from collections.abc import Callable
from functools import partial
from importlib.machinery import ModuleSpec
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
from IPython.core.interactiveshell import ExecutionResult, InteractiveShell
from IPython.utils.text import SList
from traitlets.config import Config

from grader.sandbox.absent import GoingOn
from grader.sandbox.outputs import Record
from grader.sandbox.time_limits import Alarm, TimeUp
from grader.sandbox.tracebacks import raised, traceback_of
from grader.values import CellRun, Printed, cell_name, line_in, overwritten, stopped, too_slow

LINE_MAGICS = "pip conda mamba micromamba uv system sx sc".split()
COLAB = "auth data_table drive files output patches userdata widgets".split()
CELL_MAGICS = "bash sh script perl ruby pypy python python2 python3 system sx ! cmd".split()


class Notebook:
    """A running notebook: its shell, what the current cell puts out, and its cells' lines by name."""

    def __init__(self, shell: InteractiveShell, most_text: int) -> None:
        self.shell = shell
        self.record = Record(most_text)
        self.sources: dict[str, list[str]] = {}
        self.number = 0
        self.callables: dict[str, Any] = {}  # by name, the last one that a cell left there
        self._furnish_streams()
        shell.ast_transformers.append(GoingOn(shell.user_ns))
        shell.display_pub.publish = self._published
        shell.display_trap.hook = self._result
        shell.compile.get_code_name = lambda raw, transformed, number: cell_name(self.number)
        self._quiet = False

    def run(self, number: int, source: str, alarm: Alarm) -> CellRun:
        """Execute one cell. Whatever it raises ends up in its outputs."""
        self.number = self.shell.execution_count = number
        self.sources[cell_name(number)] = io.StringIO(source, newline=None).read().split("\n")
        self._quiet = _ends_in_semicolon(source)
        self.record.open()
        alarm.begin()
        try:
            self._furnish_streams()
            error = _error(self.shell.run_cell(_numbered(source)))
            alarm.end()
        except BaseException as problem:
            alarm.end()
            error = problem
        self.callables |= {name: value for name, value in self.shell.user_ns.items() if callable(value)}
        text = self._report(error, alarm.seconds) if error is not None else ""
        ended = too_slow(alarm.seconds) if type(error) is TimeUp else ""
        return CellRun(self.record.close(), text, ended)

    def _furnish_streams(self) -> None:
        """A cell may have put something there that IPython cannot write to, and no later cell would run."""
        for name in ("stdout", "stderr"):
            stream = getattr(sys, name)
            with contextlib.suppress(Exception):
                if self.number and callable(stream.write) and not getattr(stream, "closed", False):
                    continue
            setattr(sys, name, Printed(partial(self.record.write, name), name))

    def find(self, name: str, reads: str) -> Any:
        """What `name` stands for. A function stays one, though a later cell gave its name to its result.

        Raises: NameError: there is no such name, or none of a function; the text says which.
        """
        names = self.shell.user_ns
        if name not in names:
            raise NameError(f"{name} is not defined")
        value = names[name]
        if reads == "variable" or callable(value):
            return value
        if name not in self.callables:
            raise NameError(overwritten(name, value))
        return self.callables[name]

    def _report(self, error: BaseException, seconds: float) -> str:
        kind, text, _ = raised(error)
        if type(error) is TimeUp:
            kind, text = "TimeoutError", f"the cell {too_slow(seconds)}"
        line = line_in(cell_name(self.number), error)
        self.record.fail(kind, text, traceback_of(error, self.sources, ends=f"{kind}: {text}"))
        return stopped(kind, text, line)

    def _published(self, data: dict[str, Any], *_: Any, **__: Any) -> None:
        self.record.show("display", data)

    def _result(self, value: Any) -> None:
        if value is None:
            return
        self.shell.displayhook.update_user_ns(value)
        if not self._quiet:
            self.record.show("result", self.shell.display_formatter.format(value)[0])


def _numbered(source: str) -> str:
    """IPython drops empty lines at the start, and all line numbers with them; comments it keeps."""
    code = source.lstrip()
    if not code or code.startswith("%%"):
        return source
    indent = source[: -len(code)].rpartition("\n")[2]
    return f"{indent}#\n" * source[: -len(code)].count("\n") + indent + code


def _ends_in_semicolon(source: str) -> bool:
    """Jupyter does not show the value of a cell that does. Comments after it are rare enough."""
    return source.rstrip().endswith(";")


def _error(result: ExecutionResult) -> BaseException | None:
    error: BaseException | None = result.error_before_exec or result.error_in_exec
    return error


def new_shell() -> InteractiveShell:
    """IPython's shell with plots shown inline, no history, and no way to start a program."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 0
    matplotlib.use("agg")
    warnings.filterwarnings("ignore", "To exit: use")  # what IPython says where a cell raises SystemExit
    shell = InteractiveShell.instance(config=config)
    shell.showtraceback = shell.showsyntaxerror = shell.showindentationerror = _nothing
    shell.enable_gui = shell.ask_exit = _nothing
    shell.run_line_magic("matplotlib", "inline")
    _refuse_programs(shell)
    return shell


def warm_up(shell: InteractiveShell, *, tables: bool = False) -> None:
    """Draw once, so that fonts are found and code is loaded before the first student comes.

    tables: pandas, too.
    """
    figure, axes = plt.subplots()
    axes.imshow([[0, 1]])
    axes.set_title("$x_1$")
    figure.colorbar(axes.images[0])
    shell.display_formatter.format(figure)
    plt.close(figure)
    np.random.random()  # numpy loads it when it is first used
    importlib.import_module("urllib.request")  # of the set-up cell's imports, the slow one
    if tables:
        with contextlib.suppress(ImportError):  # whoever needs it reads that it is not installed
            importlib.import_module("pandas")
    shell.run_cell("pass", store_history=False)


def _nothing(*_: Any, **__: Any) -> None: ...


def _refuse_programs(shell: InteractiveShell) -> None:
    shell.system = shell.system_piped = shell.system_raw = lambda command: _refuse(f"!{command}")
    shell.getoutput = lambda command, *_, **__: _refused_lines(command)
    for name in LINE_MAGICS:
        shell.register_magic_function(_refusing(f"%{name}"), "line", name)
    for name in CELL_MAGICS:
        shell.register_magic_function(_refusing(f"%%{name}"), "cell", name)


def _refused_lines(command: str) -> SList:
    _refuse(f"!{command}")
    return SList()


def _refusing(start: str) -> Callable[..., None]:
    return lambda line="", cell=None: _refuse(f"{start} {line}".rstrip())


def _refuse(command: str) -> None:
    print(f"{command[:200]}\nThis line was skipped: no program can be started or installed during grading.")


def _no_input(prompt: object = "") -> str:
    raise RuntimeError(
        "input() cannot be used during grading, as nobody is there to answer; assign a value instead"
    )


def furnish(shelf: str) -> None:
    """Arrange what student code finds: a `grader` whose selfcheck does nothing, and none of our modules."""
    for name in [name for name in sys.modules if name.split(".")[0] == "grader"]:
        del sys.modules[name]
    stand_in = types.ModuleType("grader", "Stands in for the real package during grading.")
    stand_in.__spec__ = ModuleSpec("grader", None)  # the set-up cell asks whether there is one
    stand_in.selfcheck = _nothing  # type: ignore[attr-defined]
    sys.modules["grader"] = stand_in
    _furnish_colab()
    sys.path[:] = ["", *(path for path in sys.path if path and path != shelf)]
    sys.argv[:] = [""]
    builtins.input = _no_input
    site.sethelper()  # python -S leaves help() out


def refuse_processes() -> None:
    """Whoever starts a process reads that it cannot be had, in place of what the kernel says to each way."""
    os.fork = _told_plainly(os.fork)
    subprocess._fork_exec = _told_plainly(subprocess._fork_exec)  # type: ignore[attr-defined]
    lock = _multiprocessing.SemLock
    _multiprocessing.SemLock = _told_plainly(lock)  # what pools of processes make first
    _multiprocessing.SemLock.SEM_VALUE_MAX = lock.SEM_VALUE_MAX


def _told_plainly(start: Callable[..., Any]) -> Callable[..., Any]:
    def told(*arguments: Any, **named: Any) -> Any:
        try:
            return start(*arguments, **named)
        except OSError as problem:
            raise type(problem)(problem.errno, "grading can start no process") from None

    return told


def _furnish_colab() -> None:
    """Of google.colab, names that do nothing: an import left in a stub's cell must not cost the answer."""
    google, colab = types.ModuleType("google"), types.ModuleType("google.colab")
    google.__path__ = colab.__path__ = []
    google.colab = colab  # type: ignore[attr-defined]
    sys.modules |= {"google": google, "google.colab": colab}
    for name in COLAB:
        part = types.ModuleType(f"google.colab.{name}")
        part.__getattr__ = partial(_of_colab, name)  # type: ignore[method-assign]
        setattr(colab, name, part)
        sys.modules[part.__name__] = part


def _of_colab(part: str, name: str) -> Callable[..., None]:
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *_, **__: print(f"{part}.{name}() was skipped: Colab is not there during grading.")
