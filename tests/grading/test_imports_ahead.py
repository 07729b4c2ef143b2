"""A function that imports a library is not late because of it."""

import json

import nbformat
import pytest

from grader.grading.setup import Setup
from grader.grading.submission import blank_report, grade_notebook
from grader.notebooks.imports_ahead import MOST, imports_ahead
from grader.sandbox import Zygote


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("import wave", []),
        ("def f():\n    import wave", ["__import__('wave')"]),
        (
            "def f():\n    if True:\n        from scipy import stats, special",
            ["__import__('scipy', fromlist=['stats', 'special'])"],
        ),
        (
            "class A:\n    import wave\n    def f(self):\n        import a.b, c",
            ["__import__('a.b')", "__import__('c')"],
        ),
        ("def f():\n    from . import mine", []),
        ("def f(:", []),
        ("%matplotlib inline\ndef f():\n    import wave\n    import wave", ["__import__('wave')"]),
    ],
)
def test_what_functions_import(cell: str, found: list[str]) -> None:
    """At the top it is imported by the cell itself; relative imports mean nothing in a notebook."""
    assert imports_ahead([cell]) == found


def test_not_without_end() -> None:
    cells = [f"def f():\n    import module_{number}" for number in range(2 * MOST)]

    assert len(imports_ahead(cells)) == MOST


def test_it_is_there_at_the_first_call(small_setup: Setup, zygote: Zygote) -> None:
    """An answer that is right only if it was; what cannot be imported costs nothing."""
    filled = nbformat.from_dict(json.loads(json.dumps(small_setup.release)))  # type: ignore[no-untyped-call]
    for cell in filled.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "double":
            cell.source = (
                "def double(numbers):\n    import sys\n    factor = 2 if 'wave' in sys.modules else 3\n"
                "    import wave\n    return factor * numbers\n\n"
                "def other():\n    import no_such_package_anywhere"
            )

    report = grade_notebook(small_setup, zygote, filled, blank_report(small_setup, "ada")).report

    assert report.questions["double"].score == report.questions["double"].points
    assert not any(repair.rule == "lacking" for repair in report.repairs)
