"""Whether students get every package that the notebook asks of them."""

import ast
import importlib.metadata
import sys
from collections.abc import Iterator

from packaging.requirements import Requirement

from grader.checks.judge import Prepared
from grader.course import refuse_missing
from grader.errors import CourseError
from grader.model import Assignment
from grader.notebooks import Source
from grader.values import TABLE, Table

# What comes with the grader, and with every notebook server.
GIVEN = frozenset(
    {*sys.stdlib_module_names, "numpy", "scipy", "matplotlib", "IPython", "ipywidgets", "grader"}
)


def of_packages(source: Source, assignment: Assignment, own: Prepared) -> Iterator[str]:
    """Packages that `requires` does not list, each once. own: the checks that are audited."""
    listed = {Requirement(one).name.lower().replace("_", "-") for one in assignment.requires}
    here = {path.stem for path in assignment.folder.iterdir()}
    told: set[str] = set()
    yield from _absent(source, assignment)
    distributions = importlib.metadata.packages_distributions()  # reads what every one of them holds
    for place, package, why in [*_asked(source), *_handed(own)]:
        names = distributions.get(package, [package])
        known = package in GIVEN | here | told or {one.lower().replace("_", "-") for one in names} & listed
        if not known:
            told.add(package)
            cure = f'write requires = ["{names[0]}"] below [[assignment]] {assignment.name} in course.toml'
            yield str(CourseError(source.path, place, f"{why}, and students may not have it", cure=cure))


def _absent(source: Source, assignment: Assignment) -> Iterator[str]:
    """Of the packages that are listed, those without which nothing can be graded here."""
    course = source.path.parents[2] / "course.toml"
    try:
        refuse_missing(course, assignment.name, assignment.requires)
    except CourseError as problem:
        yield str(problem)


def _asked(source: Source) -> Iterator[tuple[str, str, str]]:
    """Place, package and why: what cells import, and tables that come back."""
    for cell in source.cells:
        if cell.returns == TABLE:
            yield cell.place, "pandas", f"{cell.name} returns a table, which takes pandas"
        if cell.kind == "code":
            for package in _imported(cell.text):
                yield cell.place, package, f"the cell imports {package}"


def _handed(own: Prepared) -> Iterator[tuple[str, str, str]]:
    for run in own.opening.parked:
        if any(isinstance(one, Table) for one in run.call.arguments):
            yield "", "pandas", f"{run.check.id} gives {run.call.function} a table, which takes pandas"


def _imported(text: str) -> Iterator[str]:
    """The packages that a cell imports; those within a `try` it may do without."""
    try:
        waiting: list[ast.AST] = [ast.parse(text)]
    except SyntaxError:  # a magic
        return
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        if not isinstance(node, ast.Try):
            waiting += ast.iter_child_nodes(node)
