"""Attacks on collect bite: in a copy of the package without its walls, the tests that show them fail.

A wall is taken away by changing the copy's text. Each of these tests looks at one wall, so all can be taken
away at once.
"""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from test_walls import without

ROOT = Path(__file__).parents[2]
IMPOSTORS, ODD = "collect/test_impostors.py", "collect/test_odd_files.py"
WALLS = [
    ("collect/layouts.py", "range(1, min(len(outer), download.base + 1) + 1):\n        path = ",
     "range(len(outer), 0, -1):\n        path = ", f"{IMPOSTORS}::test_a_name_after_the_first[folder]"),
    ("collect/systems/moodle.py", "([^_]+)_(?:", "(.+)_(?:",
     f"{IMPOSTORS}::test_a_name_after_the_first[moodle]"),
    ("collect/systems/blackboard.py", "(.+?)_attempt_", "(.+)_attempt_",
     f"{IMPOSTORS}::test_a_name_after_the_first[blackboard]"),
    ("collect/sources.py", "len(looked.above) if looked.dated else len(path)", "len(path)",
     f"{IMPOSTORS}::test_a_folder_as_nbgraders_in_a_students_zip"),
    ("collect/sources.py", "date = looked.dated or date_of", "date = date_of",
     f"{IMPOSTORS}::test_dates_in_a_students_zip"),
    ("collect/stamps.py", "found.system == FOLDER and not is_nbgraders", "False",
     f"{IMPOSTORS}::test_a_timestamp_in_a_folder_as_nbgraders_among_others"),
    ("collect/stamps.py", "(found.unit if found.system == \"Sakai\" else inner)", "file.parts[:-1]",
     f"{IMPOSTORS}::test_a_timestamp_of_a_students[attention-ada]"),
    ("collect/whose.py", "if len(several) > 1}", "if len(several) > 99}",
     f"{IMPOSTORS}::test_two_users_in_two_downloads"),
    ("course/people.py", "if theirs and ours:", "if False:",
     f"{IMPOSTORS}::test_a_stranger_with_a_students_name[files0-whose canvas_id is 12, and not 99]"),
    ("collect/layouts.py", "(download.source, *above)", "above",
     f"{IMPOSTORS}::test_a_source_that_is_one_students[bob/attention.ipynb]"),
    ("collect/owners.py", "if owner in (\"\", _login(one)) or", "if True or",
     f"{IMPOSTORS}::test_a_folder_of_another_students"),
    ("wording.py", "return _UNPRINTABLE.sub(lambda letter", "return re.sub('x^', lambda letter",
     f"{IMPOSTORS}::test_a_name_that_is_no_text"),
    ("collect/sources.py", "_ZIPS if looked.dated and is_zip else \"\"", "\"\"",
     f"{ODD}::test_zips_in_a_zip_in_a_zip"),
    ("collect/zips.py", "if _length_of_list(stream) > most", "if False and most",
     f"{ODD}::test_the_length_of_a_list_is_known_before_it_is_read"),
    ("collect/zips.py", "member.compress_type not in _METHODS", "False",
     f"{ODD}::test_a_zip_that_asks_for_memory"),
    ("collect/zips.py", "max(map(len, parts)) > LONGEST", "False",
     f"{ODD}::test_a_name_of_fifty_thousand_letters[xxxxxxxxx]"),
    ("collect/sources.py", "files[:_KEPT]", "files", f"{ODD}::test_a_zip_with_a_thousand_notebooks"),
    ("collect/sources.py", "refused[:_KEPT]\n", "refused\n", f"{ODD}::test_a_zip_full_of_odd_files"),
    ("collect/placing.py", "if taken.is_dir():", "if False:",
     f"{ODD}::test_a_folder_where_a_file_should_be[timestamp.txt]"),
    ("collect/placing.py", "if folder.exists() and not folder.is_dir():", "if False:",
     f"{ODD}::test_a_file_where_a_folder_should_be[ada]"),
    ("collect/systems/gradescope.py", "isinstance(event, yaml.AliasEvent) or depth > _DEEPEST", "False",
     f"{ODD}::test_metadata_that_grows"),
    ("submissions/choose.py", "if at not in untouched] or untouched", "]",
     "submissions/test_choose.py::test_a_copy_as_released_never_beats_work"),
    ("files/cache.py", "status.st_mode & stat.S_IWOTH", "False",
     "files/test_cache.py::test_where_others_may_write"),
    ("values/source.py", "sorted(texts)", "sorted(as_source(part) for part in value)",
     "attacks/test_work.py::test_values_in_values[sets-as_source]"),
    ("feedback/templates.py", "finalize=_printable", "finalize=None",
     "attacks/test_pages.py::test_class_report"),
]  # fmt: skip


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The tests that fail without any of these walls."""
    package = without(tmp_path_factory.mktemp("package"), *(wall[:3] for wall in WALLS))
    tests = [str(ROOT / "tests" / shown) for *_, shown in WALLS]
    paths = f"{package}:{sysconfig.get_path('purelib')}"
    words = [
        sys.executable,
        "-B",
        "-P",
        "-m",
        "pytest",
        "-n0",
        "-p",
        "no:cacheprovider",
        "-rf",
        "--tb=no",
        *tests,
    ]
    done = subprocess.run(
        words, capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": paths}
    )
    return set(re.findall(r"^FAILED tests/(.+?)(?: - |$)", done.stdout, re.MULTILINE))


@pytest.mark.parametrize("shown", [shown for *_, shown in WALLS])
def test_without_it(failed: set[str], shown: str) -> None:
    """What the wall keeps out gets in."""
    assert any(one.startswith(shown) for one in failed), sorted(failed)
