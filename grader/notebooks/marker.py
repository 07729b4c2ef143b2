"""What an author's keys on one cell's marker say."""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from grader.errors import CourseError, did_you_mean
from grader.notebooks.labels import Kind, Role, role_and_name

Fault = Callable[..., CourseError]  # CourseError, its file and place filled in

ROLES: tuple[Role, ...] = ("stub", "check", "answer")
MARKS = (*ROLES, "quiz")
KEYS = (*MARKS, "points", "returns", "choices")
# Names of types that `returns` could be thought to take, and what it takes for them.
TYPES = dict.fromkeys(
    "bool bytes complex dict float frozenset int list object set tuple None".split(), "value"
)
TYPES |= {"str": "text", "string": "text", "DataFrame": "table", "dataframe": "table", "Figure": "figure"}
# Jupyter's and jupytext's own keys, which mean nothing to us. `title` is text between "# %%" and the keys.
_OTHERS = frozenset(
    "title name tags cell_marker cell_depth region_name lines_to_next_cell lines_to_end_of_cell_marker "
    "slideshow jupyter collapsed scrolled trusted editable deletable nbgrader execution "
    "jp-MarkdownHeadingCollapsed id colab outputId colab_type".split()
)


@dataclass(frozen=True, slots=True)
class Marker:
    """name: "" for a locked cell that has none yet. choices: of a quiz, which is filled in as a stub is."""

    role: Role
    name: str
    points: float | None = None
    returns: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


def read_marker(metadata: Mapping[str, Any], kind: Kind, *, strict: bool, fault: Fault) -> Marker:
    """The marker in a cell's metadata. strict: the keys were typed by hand, so an unknown one is a slip.

    Raises: CourseError: a key or its value cannot be used.
    """
    if "incorrectly_encoded_metadata" in metadata:
        found = str(metadata["incorrectly_encoded_metadata"])
        raise fault(
            f"cannot read {found!r}",
            wanted='keys like stub="softmax" or points=12',
            cure="put names in double quotes, and leave numbers bare",
        )
    if strict:
        _known(metadata, fault)
    if not any(key in metadata for key in KEYS):
        return _labelled(metadata, kind, fault)
    roles = [role for role in MARKS if role in metadata]
    if len(roles) != 1:
        found = " and ".join(roles) or " and ".join(key for key in KEYS if key in metadata) + " alone"
        raise fault(
            f"the marker says {found}",
            wanted="one of stub, check, answer, quiz",
            cure="split the cell" if roles else "add the missing one",
        )
    return _marked(roles[0], metadata, kind, fault)


def _known(metadata: Mapping[str, Any], fault: Fault) -> None:
    for key in metadata:
        if key not in KEYS and key not in _OTHERS:
            cure = did_you_mean(key, KEYS, f"the keys are {', '.join(KEYS)}")
            raise fault(f'the marker has no key "{key}"', cure=cure)


def _marked(role: str, metadata: Mapping[str, Any], kind: Kind, fault: Fault) -> Marker:
    name = metadata[role]
    if not isinstance(name, str) or not name.isidentifier() or not name.isascii():
        raise fault(
            f"{role} is {json.dumps(name)}",
            wanted="a Python name",
            cure="use letters, digits and _ only, and start with a letter",
        )
    _right_kind(role, name, kind, fault)
    if "choices" in metadata and role != "quiz":
        raise fault(f'choices stand on the {role} "{name}"', wanted="them on a quiz", cure="remove them")
    if role in ("stub", "quiz"):
        if "points" in metadata:
            raise fault(
                f'points stand on the {role} "{name}"',
                wanted="them on its check cell",
                cure=f'move them: # %% check="{name}" points={metadata["points"]}',
            )
        if role == "stub":
            return Marker("stub", name, returns=_returns(metadata.get("returns", ""), fault))
    if "returns" in metadata:
        raise fault(f'returns stands on the {role} "{name}"', wanted="it on a stub", cure="move or remove it")
    if role == "quiz":
        return Marker("stub", name, choices=_choices(metadata.get("choices"), f'quiz "{name}"', fault))
    return Marker(cast(Role, role), name, points=_points(metadata, f'{role} "{name}"', fault))


def _labelled(metadata: Mapping[str, Any], kind: Kind, fault: Fault) -> Marker:
    """The marker that nbgrader's label amounts to."""
    found = role_and_name(metadata)
    if found is None:
        return Marker("locked", "")
    role, name = found
    if role == "locked":
        return Marker(role, name)
    keys = {role: name} | ({} if role == "stub" else {"points": metadata["nbgrader"].get("points")})
    return _marked(role, keys, kind, fault)


def _right_kind(role: str, name: str, kind: Kind, fault: Fault) -> None:
    allowed = ("markdown", "code") if role == "answer" else ("code",)
    if kind not in allowed:
        raise fault(
            f'the {role} "{name}" is a {kind} cell',
            wanted=f"a {' or '.join(allowed)} cell",
            cure="change its marker" if role == "answer" else "remove [markdown] from its marker",
        )


def _points(metadata: Mapping[str, Any], which: str, fault: Fault) -> float:
    points = metadata.get("points")
    if points is None:
        raise fault(f"the {which} has no points", wanted="a number", cure="add points=10, say")
    number = isinstance(points, int | float) and not isinstance(points, bool)
    if not number or not math.isfinite(points) or points < 0:
        raise fault(
            f"points of the {which} are {json.dumps(points)}",
            wanted="a number, 0 or more",
            cure="write it without quotes, like points=12",
        )
    return float(points)


def _choices(text: Any, which: str, fault: Fault) -> tuple[str, ...]:
    choices = tuple(choice.strip() for choice in text.split(",")) if isinstance(text, str) else ()
    if len({choice.casefold() for choice in choices} - {""}) < max(2, len(choices)):
        raise fault(
            f"choices of the {which} are {json.dumps(text)}"
            if text is not None
            else f"the {which} has no choices",
            wanted="two or more different answers with commas between them",
            cure='write it like choices="static, dynamic"',
        )
    return choices


def _returns(text: Any, fault: Fault) -> tuple[str, ...]:
    names = tuple(name.strip() for name in text.split(",")) if isinstance(text, str) and text else ()
    if not isinstance(text, str) or not all(name.isidentifier() for name in names):
        raise fault(
            f"returns is {json.dumps(text)}",
            wanted="Python names with commas between them",
            cure='write it like returns="context, weights"',
        )
    for name in names:
        if name in TYPES:
            wanted = "names for what it returns" if len(names) > 1 else f'returns="{TYPES[name]}"'
            found = f"returns is {json.dumps(text)}, and {name} is a type of Python's"
            raise fault(found, wanted=wanted, cure="see the table of markers in docs/authoring.md")
    return names
