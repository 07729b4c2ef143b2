"""Gradescope: assignment_9_export/submission_301/attention.ipynb beside submission_metadata.yml.

"Export Submissions" writes Ruby's symbols as keys, ":submitters" with ":name", ":email" and ":sid", and
":created_at". All is read as text: YAML's own dates and numbers are left alone. A file with aliases is
refused: Gradescope writes none, and they grow without bound.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from grader.collect.label import Label, System
from grader.collect.sources import File
from grader.course import Person
from grader.errors import CourseError, UnreadableNotebook

METADATA = "submission_metadata.yml"
WRAPPER = re.compile(r"assignment_\d+_export|archive")  # the latter is nbgrader zip_collect's
_DEEPEST = 20  # lists and mappings in each other
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def gradescope(metadata: File) -> System:
    """The system for the folders that this submission_metadata.yml tells of.

    Raises: CourseError: it cannot be used.
    """
    labels = _labels(metadata)
    return System("Gradescope", lambda part, is_file, _: None if is_file else labels.get(part))


def _labels(metadata: File) -> Mapping[str, Label]:
    try:
        raw = metadata.read()
        depth = 0
        for event in yaml.parse(raw, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > _DEEPEST:
                raise ValueError("Gradescope writes no such thing")
        tables: Any = yaml.load(raw, Loader=_LOADER)
        return {str(name): _label(str(name), table) for name, table in tables.items()}
    except (yaml.YAMLError, UnreadableNotebook, LookupError, AttributeError, TypeError, ValueError):
        found = "not as Gradescope writes it"
        raise CourseError(metadata.where, "", found, cure="export the submissions again") from None


def _label(name: str, table: Any) -> Label:
    people = [
        Person(
            name=str(one.get(":name") or ""),
            email=str(one.get(":email") or ""),
            student_number=str(one.get(":sid") or ""),
        )
        for one in table[":submitters"]
    ]
    return Label(
        tuple(dict.fromkeys(people)), unit=name, handed_in=str(table.get(":created_at") or ""), utc=True
    )
