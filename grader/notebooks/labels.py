"""The label nbgrader reads in a cell's metadata, schema version 3: what a cell is, and what it is worth."""

import hashlib
from collections.abc import Mapping
from typing import Any, Literal

Kind = Literal["code", "markdown", "raw"]
Role = Literal["stub", "check", "answer", "locked"]

SCHEMA_VERSION = 3
TYPED = "typed"  # in the metadata of a graded cell: the student's Markdown, before it was made harmless
_CHECK = "-check"


def grade_id(role: Role, name: str) -> str:
    """nbgrader's name for a cell: a check stands beside its stub as `softmax-check`."""
    return name + _CHECK if role == "check" else name


def label(role: Role, name: str, kind: Kind, text: str, points: float | None) -> dict[str, Any]:
    """The whole of `metadata.nbgrader` for a released cell. Only checks and answers carry points."""
    graded = role in ("check", "answer")
    found: dict[str, Any] = {
        "cell_type": kind,
        "grade": graded,
        "grade_id": grade_id(role, name),
        "locked": role in ("check", "locked"),
        "schema_version": SCHEMA_VERSION,
        "solution": role in ("stub", "answer"),
        "task": False,
    }
    if graded:
        found["points"] = points
    return found | {"checksum": checksum(kind, text, found)}


def checksum(kind: str, text: str, found: Mapping[str, Any]) -> str:
    """MD5 in hex, as nbgrader.utils.compute_checksum has it; importing that costs seconds.

    found: a cell's label; its own checksum is not read.
    """
    graded, solution = bool(found.get("grade")), bool(found.get("solution"))
    locked = not solution and (graded or bool(found.get("locked")))
    parts = [text, kind, str(graded), str(solution), str(locked), found["grade_id"]]
    if graded:
        parts.append(str(float(found["points"])))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def role_and_name(metadata: Mapping[str, Any]) -> tuple[Role, str] | None:
    """What a cell with this metadata is; None: nbgrader has no label on it, or one that says nothing."""
    found = metadata.get("nbgrader")
    if not isinstance(found, Mapping) or not isinstance(name := found.get("grade_id"), str) or not name:
        return None
    if found.get("solution"):
        return ("answer" if found.get("grade") else "stub"), name
    if found.get("grade"):
        return "check", name.removesuffix(_CHECK)
    return ("locked", name) if found.get("locked") else None
