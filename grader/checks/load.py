"""From a checks.py to checks, or to an error that says which line to mend."""

import ast
import inspect
import math
import re
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.checks.claims import Body, Check, Declared
from grader.checks.needs import refuse_clashes, refuse_needs
from grader.checks.quiz import quiz_checks
from grader.checks.way import declared_ways
from grader.errors import CourseError, did_you_mean
from grader.model import Question

Fault = Callable[..., CourseError]  # whose file and line are known already


def load_checks(public: Path, hidden: Path | None, questions: Sequence[Question]) -> tuple[Check, ...]:
    """The checks of both files: by question in the questions' order, public before hidden, then as written.

    A hidden file shares the public one's strategies by `from public import SCORES`. Those of quiz questions
    are made from the key, in the rubric.toml beside the hidden file.

    Raises: CourseError: a file cannot be run, or a check in it cannot be used.
    """
    public_module = _module("public", public, {})
    found = list(_checks(public_module, public, questions, hidden=False))
    if hidden is not None:
        hidden_module = _module("hidden", hidden, {"public": public_module})
        found += _checks(hidden_module, hidden, questions, hidden=True)
        found = _with_ways(found, hidden_module, hidden, questions)
    found += quiz_checks(questions, hidden and hidden.with_name("rubric.toml"))
    refuse_clashes(found)
    refuse_needs(found)
    order = {question.name: index for index, question in enumerate(questions)}
    return tuple(sorted(found, key=lambda check: (order[check.question], check.hidden)))


def _module(name: str, path: Path, visible: dict[str, ModuleType]) -> ModuleType:
    """Run a file as a module of its own. Not registered anywhere: a second course may have the same names."""
    module = ModuleType(name)
    module.__file__ = str(path)
    try:
        code = compile(path.read_bytes(), str(path), "exec")
        with _importable(visible):
            exec(code, vars(module))
    except FileNotFoundError:
        raise CourseError(
            path, "", "the file is missing", cure="create it, if only as an empty file"
        ) from None
    except Exception as error:
        found, cure = _unrunnable(error)
        raise CourseError(path, f"line {_line_in(path, error)}", found, cure=cure) from error
    return module


def _unrunnable(error: Exception) -> tuple[str, str]:
    """What is wrong with the line that raised it, and the cure, where that can be told."""
    text = str(error.msg if isinstance(error, SyntaxError) else error)
    if lacking := re.match(r"check\(\) missing \d+ required [^:]*: (.*)", text):
        names = re.findall(r"'(\w+)'", lacking[1])
        cure = "add " + ", ".join("points=1" if name == "points" else f'{name}="..."' for name in names)
        return f"check(...) lacks {' and '.join(f'{name}=' for name in names)}", cure
    imported = re.match(r"cannot import name '(\w+)'", text)
    origin = sys.modules.get(getattr(error, "name", None) or "")
    cure = did_you_mean(imported[1], vars(origin)) if imported and origin else ""
    return f"{type(error).__name__}: {text.partition(' (/')[0] if cure else text}", cure


@contextmanager
def _importable(modules: dict[str, ModuleType]) -> Iterator[None]:
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module


def _line_in(path: Path, error: Exception) -> int:
    if isinstance(error, SyntaxError):
        return error.lineno or 0
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)]
    return (frames[-1].lineno or 0) if frames else 0


def _checks(
    module: ModuleType, path: Path, questions: Sequence[Question], *, hidden: bool
) -> Iterator[Check]:
    _refuse_hidden_ones(path)
    for name, function in vars(module).items():
        declared = getattr(function, "declared", None)
        if isinstance(declared, Declared) and function.__module__ == module.__name__:
            yield _check(name, function, declared, path, questions, hidden=hidden)


def _refuse_hidden_ones(path: Path) -> None:
    """Raises: CourseError: a check has the name of one above it, which Python has forgotten."""
    first: dict[str, int] = {}
    for node in ast.parse(path.read_bytes()).body:
        if isinstance(node, ast.FunctionDef) and any(
            "check(" in ast.unparse(one) for one in node.decorator_list
        ):
            if node.name in first:
                place, above = f"line {node.lineno}, check {node.name}", first[node.name]
                raise CourseError(
                    path, place, f"line {above} has a check of this name", cure="rename one of them"
                )
            first[node.name] = node.lineno


def _check(
    name: str, function: Any, declared: Declared, path: Path, questions: Sequence[Question], *, hidden: bool
) -> Check:
    handle = getattr(function, "hypothesis", None)
    body = handle.inner_test if handle else function
    place = f"line {inspect.unwrap(body).__code__.co_firstlineno}, check {name}"
    stubs = [question.name for question in questions if question.kind == "stub"]
    # Hypothesis has no public name for what @given was given; tests/checks/test_load.py watches this one.
    strategies = handle._given_kwargs if handle else {}
    functions = tuple(known for known in _taken(body) if known not in strategies)

    fault = partial(CourseError, path, place)
    _refuse_name(declared.question, "question", stubs, fault)
    _refuse_parameters(body, strategies, fault)
    for parameter in functions:
        _refuse_name(parameter, "parameter", stubs, fault, otherwise=f", or draw it: @given({parameter}=...)")
    if not functions:
        wanted = f"a parameter named after a stub ({', '.join(stubs)})"
        raise fault("it calls no student's function", wanted=wanted)
    _refuse_declared(function, declared, fault)
    return Check(
        id=name,
        question=declared.question,
        claim=" ".join(function.__doc__.split()),
        points=float(declared.points),
        hint=declared.hint,
        needs=declared.needs,
        merge=declared.merge,
        inputs=declared.inputs,
        hidden=hidden,
        body=body,
        functions=functions,
        strategies=strategies,
        explicit=_explicit(function, strategies, fault),
        examples=declared.examples,
        stand_ins=getattr(body, "parts", {}),
    )


def _with_ways(
    checks: Sequence[Check], module: ModuleType, path: Path, questions: Sequence[Question]
) -> list[Check]:
    """Raises: CourseError: one of them is that of no stub."""
    known = declared_ways(module)
    for name, function in known.items():
        place = f"line {function.__code__.co_firstlineno}, on_the_way"
        stubs = [question.name for question in questions if question.kind == "stub"]
        _refuse_name(name, "question", stubs, partial(CourseError, path, place))
    return [replace(check, way=known.get(check.question)) for check in checks]


def _taken(body: Body) -> list[str]:
    """The parameters that it takes by name."""
    parameters = inspect.signature(body).parameters.values()
    return [one.name for one in parameters if one.kind is not one.VAR_KEYWORD]


def _refuse_name(found: str, what: str, known: Sequence[str], fault: Fault, *, otherwise: str = "") -> None:
    """Raises: CourseError: there is no stub of that name.

    what: it names, "question". otherwise: another cure.
    """
    if found in known:
        return
    cure = did_you_mean(found, known, f"add a stub of that name to the notebook's source{otherwise}")
    raise fault(f"{what} {found!r}", wanted=f"a stub ({', '.join(known)})", cure=cure)


def _refuse_declared(function: Any, declared: Declared, fault: Fault) -> None:
    """Raises: CourseError: there is no claim, or its points or examples are none."""
    if not (function.__doc__ or "").strip():
        raise fault("no docstring", wanted="the claim, as a student should read it")
    if not isinstance(declared.points, int | float) or not 0 < declared.points < math.inf:
        raise fault(f"points is {declared.points!r}", wanted="a number above 0")
    if not isinstance(declared.examples, int) or declared.examples < 1:
        raise fault(f"examples is {declared.examples!r}", wanted="a whole number above 0")


def _refuse_parameters(body: Body, strategies: Mapping[str, Any], fault: Fault) -> None:
    """Raises: CourseError: @given draws what the check does not take."""
    taken = _taken(body)
    if len(taken) < len(inspect.signature(body).parameters):
        return  # **inputs takes whatever is drawn
    for name in strategies:
        if name not in taken:
            cure = did_you_mean(name, taken, f"add {name} to the check's parameters")
            raise fault(f"@given draws {name!r}", wanted=f"a parameter ({', '.join(taken)})", cure=cure)


def _explicit(function: Any, strategies: Mapping[str, Any], fault: Fault) -> tuple[Mapping[str, Any], ...]:
    """The @example cases, in file order; decorators are applied from the bottom.

    Raises: CourseError: one of them does not give exactly what @given draws.
    """
    examples = tuple(reversed(getattr(function, "hypothesis_explicit_examples", ())))
    for example in examples:
        if example.args or example.kwargs.keys() != strategies.keys():
            found = f"@example gives {', '.join(example.kwargs) or 'no value by name'}"
            wanted = ", ".join(f"{name}=..." for name in strategies) or "no @example without @given"
            raise fault(found, wanted=wanted, cure="give every value by its name")
    return tuple(example.kwargs for example in examples)
