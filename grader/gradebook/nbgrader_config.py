"""The nbgrader_config.py that a release writes into the class folder, for nbgrader's own commands."""

from string import Template

_CONFIG = Template("""\
# Written by `grader release`, again each time. Your own settings belong in one of the config folders that
# `jupyter --paths` names.
from pathlib import Path

c = get_config()  # noqa: F821
here = Path(__file__).resolve().parent

c.CourseDirectory.course_id = $course_id
c.CourseDirectory.root = str(here)
$gradebook
c.NbGraderAPI.timezone = $timezone

# What students received is all that nbgrader needs to know of an assignment. formgrader's Generate button
# copies it, labels and all, for the exchange.
c.CourseDirectory.source_directory = "release"
c.CourseDirectory.release_directory = "exchange"
c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.SaveCells",
]

# `nbgrader autograde` and formgrader's Autograde button grade as `grader autograde` does: repaired, then run
# in the sandbox. Nothing comes before it, so that both see the notebook as it was handed in.
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = [
    "grader.gradebook.nbgrader_plugin.SandboxedExecute",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
]
c.SandboxedExecute.course = str((here / $course_root).resolve())
c.AssignLatePenalties.plugin_class = "grader.gradebook.nbgrader_plugin.CourseLateRule"
c.CourseLateRule.course = c.SandboxedExecute.course

# A student's answer is shown in your browser, next to buttons that change marks: show it without its scripts.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {
    "strip_files_prefix": "grader.gradebook.nbgrader_plugin.without_scripts",
    "clean_html": "grader.gradebook.nbgrader_plugin.without_scripts",
}
""")
# nbgrader itself takes a "?" in the folder's name for the end of the path, and a "%" for half a letter.
_HERE = """"sqlite:///" + str(here / "gradebook.db").replace("%", "%25").replace("?", "%3F")"""


def config_text(
    course_id: str, *, gradebook: str = "", timezone: str = "UTC", course_root: str = ".."
) -> str:
    """The text of nbgrader_config.py.

    gradebook: the database's URL; "" is gradebook.db in the class folder, as nbgrader has it, too.
    course_root: the folder of course.toml, as seen from the class folder.
    """
    return _CONFIG.substitute(
        course_id=repr(course_id),
        gradebook=f"c.CourseDirectory.db_url = {repr(gradebook) if gradebook else _HERE}\n",
        timezone=repr(timezone),
        course_root=repr(course_root),
    )
