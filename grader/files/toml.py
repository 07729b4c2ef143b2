"""The course's TOML files: read into msgspec structs, or into an error that says what to mend.

A struct says what a file may hold. Where a type's own words are not enough, the `description` of its
`msgspec.Meta` says what is wanted there.
"""

import json
import re
import tomllib
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import inspect as shapes

from grader.errors import CourseError, did_you_mean, toml_fault

File = TypeVar("File", bound=msgspec.Struct)
_WHEN = "a date and time such as 2026-12-20T23:59:00"


def read_toml(path: Path, kind: type[File], *, absent: str, called: str = "") -> File:
    """The file as a struct. absent: how to mend that it is missing.

    called: an array of tables that messages call by their `name`, not by their number.

    Raises: CourseError: the file is missing, is not TOML, or holds what `kind` has no place for.
    """
    text = ""
    try:
        text = path.read_text("utf-8")
        tables = tomllib.loads(text)
    except FileNotFoundError:
        raise CourseError(path, "", "the file is missing", cure=absent) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        found, cure = toml_fault(text, error)
        raise CourseError(path, "", f"not TOML: {found}", cure=cure) from None
    try:
        return msgspec.convert(tables, kind)
    except msgspec.ValidationError as error:
        raise _explained(path, str(error), tables, kind, called) from None


def as_toml(value: Any) -> str:
    """A value as it would stand in the file; a table or list with something in it is only called that."""
    if value and isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    if isinstance(value, str | bool | dict | list):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _explained(
    path: Path, message: str, tables: dict[str, Any], kind: type[File], called: str
) -> CourseError:
    """msgspec's sentence, in the house's words: place as TOML writes it, found, wanted, cure."""
    problem, _, address = message.partition(" - at `")
    steps = re.findall(r"\w+", address)  # of $.assignment[0].due: assignment, 0, due
    shape = _shape_at(shapes.type_info(kind), steps)
    if unknown := re.search(r"unknown field `(.*)`", problem):
        known = [field.name for field in shape.fields]
        otherwise = _home(kind, unknown[1]) or f"known keys: {', '.join(known)}"
        cure = did_you_mean(unknown[1], known, otherwise)
        return CourseError(path, _place(steps, tables, called), f"there is no key {unknown[1]!r}", cure=cure)
    if missing := re.search(r"missing required field `(.*)`", problem):
        is_table = isinstance(_shape_at(shape, missing.groups()), shapes.StructType)
        cure = f"add a [{missing[1]}] table" if is_table else f"add {missing[1]} = ..."
        return CourseError(path, _place(steps, tables, called), f"{missing[1]!r} is missing", cure=cure)
    key = max(index for index, step in enumerate(steps) if not step.isdigit())
    place, value = _place(steps[:key], tables, called), _value_at(tables, steps)
    return CourseError(path, place, f"{steps[key]} is {as_toml(value)}", wanted=_wanted(shape, steps, value))


def _home(kind: type[msgspec.Struct], key: str) -> str:
    """Where a key of that name belongs; "": no table has it."""
    for table in _fields(shapes.type_info(kind)):
        inner = _bare(table.type)
        several = isinstance(inner, shapes.ListType | shapes.VarTupleType)
        if any(field.name == key for field in _fields(_bare(inner.item_type) if several else inner)):
            return f"write {key} = ... below {f'[[{table.name}]]' if several else f'[{table.name}]'}"
    return ""


def _fields(shape: Any) -> Sequence[shapes.Field]:
    return shape.fields if isinstance(shape, shapes.StructType) else ()


def _value_at(tables: dict[str, Any], steps: Sequence[str]) -> Any:
    value: Any = tables
    for step in steps:
        value = value[int(step) if step.isdigit() else step]
    return value


def _shape_at(shape: Any, steps: Sequence[str]) -> Any:
    """What msgspec knows about the value there; of a key that may be absent, about its value."""
    for step in steps:
        shape = _bare(shape)
        if isinstance(shape, shapes.StructType):
            shape = next(field.type for field in shape.fields if field.name == step)
        else:
            shape = shape.item_type
    return _present(shape)


def _present(shape: Any) -> Any:
    """Of a value that may be absent, what it is where it is there."""
    return shape.types[0] if isinstance(shape, shapes.UnionType) else shape


def _bare(shape: Any) -> Any:
    return _bare(shape.type) if isinstance(shape, shapes.Metadata) else _present(shape)


def _wanted(shape: Any, steps: Sequence[str], found: Any) -> str:
    if isinstance(shape, shapes.Metadata):
        words = (shape.extra_json_schema or {}).get("description")
        return str(words) if words else _wanted(shape.type, steps, found)
    match shape:
        case shapes.StrType():
            return "text in quotes" + (", not empty" if found == "" else "")
        case shapes.BoolType():
            return "true or false"
        case shapes.DateTimeType():
            return _WHEN
        case shapes.IntType() | shapes.FloatType():
            return ("a whole number" if isinstance(shape, shapes.IntType) else "a number") + _bounds(shape)
        case shapes.ListType() | shapes.VarTupleType():
            if isinstance(found, dict):
                return f"[[{steps[-1]}]], in double brackets"
            if isinstance(found, str):
                return f"a list: [{as_toml(found)}]"
            return "a list" if found else "at least one"
        case _:
            return "a table"


def _bounds(number: shapes.IntType | shapes.FloatType) -> str:
    """ " above 0", ", 0 or above", " from 0 to 100"."""
    if number.gt is not None:
        return f" above {number.gt:g}" + (f", up to {number.le:g}" if number.le is not None else "")
    if number.ge is None:
        return ""
    return f" from {number.ge:g} to {number.le:g}" if number.le is not None else f", {number.ge:g} or above"


def _place(steps: Sequence[str], tables: dict[str, Any], called: str) -> str:
    """[limits]; [[group]] 2; of an array that goes by its names: bottleneck, criterion 2."""
    if len(steps) < 2:
        return f"[{steps[0]}]" if steps else ""
    words = [f"[[{steps[0]}]] {int(steps[1]) + 1}"]
    if steps[0] == called:
        name = tables[called][int(steps[1])].get("name")
        words = [name] if isinstance(name, str) and name else words
    for noun, number in pairwise(steps[2:]):
        if number.isdigit():
            words.append(f"{noun.removesuffix('s')} {int(number) + 1}")
    return ", ".join(words)
