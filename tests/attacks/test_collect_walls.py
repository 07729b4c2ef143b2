"""Attacks on `grader collect`, values, budgets and pages bite: without the wall that keeps it out, taken away
alone, each gets in.

A wall is taken away by changing a line of the package, as it is read by a process of its own.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.long  # a second for each

ROOT = Path(__file__).parents[2]
IMPOSTORS, ODD = "collect/test_impostors.py", "collect/test_odd_files.py"
DISGUISES = "collect/test_disguises.py"
PROTOCOL = "values/test_frames.py::test_whatever_breaks_the_protocol_is_one_exception"
BOUNDS = "values/test_grammar.py::test_what_is_beyond_the_bounds"
WEB, DISCLOSED = "marking/test_web.py", "feedback/test_disclosure.py"
# The file, its text, what stands there instead, and the attack.
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
    ("collect/whose.py", "if len(several) > 1}", "if len(several) > 99}",
     f"{IMPOSTORS}::test_two_users_in_two_downloads"),
    ("course/people.py", "if theirs and ours:", "if False:",
     f"{IMPOSTORS}::test_a_stranger_with_a_students_name[files0-whose canvas_id is 12, and not 99]"),
    ("collect/layouts.py", "(download.source, *above)", "above",
     f"{IMPOSTORS}::test_a_source_that_is_one_students[bob/attention.ipynb]"),
    ("collect/owners.py", "if owner in (\"\", _login(one)) or", "if True or",
     f"{IMPOSTORS}::test_a_folder_of_another_students"),
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
    ("collect/systems/canvas.py", "(LATE_)?([0-9]+)_([0-9]+)_(.+)", "(LATE_)?(\\d+)_(\\d+)_(.+)",
     f"{DISGUISES}::test_is_not_taken_for_bob[digits of another script]"),
    ("collect/systems/brightspace.py", "if found[5] and", "if False and",
     f"{DISGUISES}::test_is_not_taken_for_bob[a time in a name]"),
    ("collect/systems/sakai.py", "if found[3] and", "if False and",
     f"{DISGUISES}::test_is_not_taken_for_bob[a user name in a name]"),
    ("collect/systems/blackboard.py", "min(most or len(words), len(words) - 1)", "len(words) - 1",
     f"{DISGUISES}::test_is_not_taken_for_bob[a user name in a user name]"),
    ("collect/whose.py", "if label.otherwise:", "if False:",
     f"{DISGUISES}::test_is_not_taken_for_bob[the same, without a roster]"),
    ("course/people.py", "spelled(person.name)", "spelled(person.name or person.login)",
     f"{DISGUISES}::test_is_not_taken_for_bob[a user name that is a name]"),
    ("course/roster.py", "len(name.encode()) <= _LONGEST_NAME", "True",
     f"{DISGUISES}::test_a_name_that_is_longer_in_bytes"),
    ("wording.py", "return _UNPRINTABLE.sub(lambda letter", "return re.sub('x^', lambda letter",
     f"{DISGUISES}::test_what_is_printed_is_obeyed_by_no_terminal"),
    ("wording.py", "return _UNPRINTABLE.sub(lambda letter", "return re.sub('x^', lambda letter",
     f"{IMPOSTORS}::test_a_name_that_is_no_text"),
    ("collect/layouts.py", "if not inside or WRAPPER.fullmatch(inside[-1]):", "if True:",
     f"{DISGUISES}::test_a_list_of_submissions_in_the_only_folder"),
    ("collect/sources.py", "                found = path.lstat()\n            except OSError",
     "                found = path.lstat()\n            except TypeError",
     f"{DISGUISES}::test_a_path_that_grows_too_long"),
    ("watch/arrivals.py", "except OSError:  # gone", "except TypeError:  # gone",
     "watch/test_arrivals.py::test_a_folder_that_cannot_be_looked_into"),
    ("collect/zips.py", "for at in {*_fields(tail, _AT_64, \"<Q\", 8)}:", "for at in ():",
     f"{ODD}::test_a_length_that_stands_elsewhere"),
    ("collect/placing.py", "(path.name, TIMESTAMP, SECRET)", "(path.name, TIMESTAMP)",
     "collect/test_exchange.py::test_a_folder_where_it_should_be"),
    ("submissions/secret.py", "if _USUAL.fullmatch(text) else", "if True else",
     "collect/test_exchange.py::test_what_nbgrader_cannot_read[]"),
    ("collect/systems/brightspace.py", "[^\\d-]{3,12}? ?\\d", "\\D{3,12}? ?\\d",
     f"{DISGUISES}::test_is_not_taken_for_bob[a name and another's]"),
    ("collect/systems/pattern.py", "otherwise=tuple(people[1:])", "otherwise=()",
     f"{DISGUISES}::test_two_readings_of_a_pattern[{{id}}_*-bob_x_attention.ipynb]"),
    ("collect/times.py", "if number and row.moodle_id == number", "if False",
     f"{IMPOSTORS}::test_who_is_called_alike_in_a_table_of_times"),
    ("collect/sources.py", "if full := _is_full(parts[:-1], held):", "if full := ():",
     f"{ODD}::test_a_folder_of_files_without_end[class/ada]"),
    ("collect/choosing.py", "if len(content) <= LARGEST_COMPARED", "if True",
     f"{ODD}::test_what_fills_megabytes_is_not_compared"),
    ("notebooks/sanitised.py", "_REFERENCE.sub(_if_no_letter, text)", "text",
     "attacks/test_pages.py::test_no_formula_acts[&#36;&#92;{0}{1}&#36;-href]"),
    ("notebooks/sanitised.py", "name[1] in pictures", "True",
     "attacks/test_pages.py::test_a_picture_that_is_not_there"),
    ("checks/student_functions.py", "not _among(call, reply.changed)", "False",
     "attacks/test_answers.py::test_no_answer_is_a_point_or_a_fault_of_ours[changes to a hundred arguments]"),
    # values
    ("values/frames.py", "if len(replies) > asked:", "if False:", PROTOCOL),
    ("values/frames.py", "if not 0 <= reply.seconds < math.inf:", "if False:", PROTOCOL),
    ("values/frames.py", "except (msgspec.MsgspecError, ", "except (", PROTOCOL),
    ("values/frames.py", "if size > most_bytes:", "if False:",
     "values/test_frames.py::test_a_cell_may_not_send_more_than_was_agreed"),
    ("values/arrays.py", "math.prod(array.shape) * dtype.itemsize != len(array.data)", "False", PROTOCOL),
    ("values/arrays.py", " or vast(array.shape)", "", PROTOCOL),
    ("values/arrays.py", "if array.dtype == \"bool\":", "if False:",
     "values/test_frames.py::test_a_byte_that_is_no_bool_becomes_one"),
    ("values/grammar.py", "if depth > DEEPEST:", "if False:", BOUNDS),
    ("values/grammar.py", "if count > MOST_KEYS:", "if False:", BOUNDS),
    ("values/reduce.py", "if number.bit_length() > MOST_BITS:", "if False:", BOUNDS),
    ("values/plain.py", "if (size := _bytes_in(value, depth)) > LARGEST:", "if (size := 0):",
     "values/test_plain.py::test_what_is_too_large_is_not_copied"),
    # budgets
    ("sandbox/session.py", "return self.spent.over(self._limits.submission_seconds)", "return False",
     "sandbox/test_calls.py::test_a_submission_has_a_time_together"),
    ("sandbox/session.py", "if self._budget.answers < 0:", "if False:",
     "sandbox/test_calls.py::test_answers_have_a_budget_together"),
    ("sandbox/time_spent.py", "self.ended + sum(map(_spent, self.alive))", "sum(map(_spent, self.alive))",
     "sandbox/test_calls.py::test_sessions_of_one_submission_share_its_time"),
    ("sandbox/time_spent.py", "clock > CLOCK * most or ", "",
     "sandbox/test_calls.py::test_the_clock_counts_in_the_end"),
    ("sandbox/time_spent.py", " + time.process_time() - self.own", "",
     "sandbox/test_calls.py::test_what_the_grader_computes_counts"),
    ("sandbox/time_spent.py", "max(cpu, *channel.computed)", "cpu",
     "sandbox/test_restart.py::test_what_was_spent_when_the_sandbox_ended"),
    ("grading/submission.py", "TimeSpent.after(first)", "TimeSpent()",
     "grading/test_second_tries.py::test_after_a_first_try"),
    ("grading/submission.py", "grade_notebook(setup, zygote, notebook, blank, spent=spent)",
     "grade_notebook(setup, zygote, notebook, blank)",
     "sandbox/test_restart.py::test_tries_share_the_submissions_time"),
    ("grading/submission.py", "session(spent=spent) as session:  # one each",
     "session() as session:  # one each",
     "grading/test_second_tries.py::test_at_the_check_cells"),
    ("grading/parallel.py", "2 * graded.usage.seconds <=", "0 <=",
     "grading/test_second_tries.py::test_more_than_half_the_time"),
    ("grading/parallel.py", "append((submission, graded.usage))", "append((submission, Usage()))",
     "grading/test_second_tries.py::test_after_a_call_that_timed_out"),
    ("sandbox/scheduled.py", "if computed else None", "if False else None",
     "sandbox/test_calls.py::test_short_naps_are_counted"),
    ("grading/alone.py", "session(spent=self._session.spent)", "session()",
     "grading/test_alone.py::test_an_example_that_fails_alone"),
    ("sandbox/budget.py", "        return left >= 0", "        return True",
     "sandbox/test_budget.py::test_pictures_are_counted_over_all_cells"),
    ("sandbox/budget.py", " - size - EACH", " - size",
     "sandbox/test_budget.py::test_outputs_that_say_nothing_are_counted"),
    # pages, and who reads them
    ("marking/web.py", "elif not _same(request.cookies.get(cookie, \"\"), token):", "elif False:",
     f"{WEB}::test_without_the_token"),
    ("marking/prose.py", "{escape(text)}</{tag}>", "{text}</{tag}>",
     "attacks/test_pages.py::test_marking_of_each_form"),
    ("marking/prose.py", "[picture {escape(label)}", "[picture {label}",
     "attacks/test_pages.py::test_marking_of_each_form"),
    ("feedback/pictures.py", "if len(data) > self.left:", "if False:",
     "feedback/test_pictures.py::test_one_picture_a_thousand_times"),
    ("feedback/pictures.py", "isinstance(data, str) and picture(kind, data)", "True",
     "feedback/test_pictures.py::test_what_is_no_picture[a.png-bundle1]"),
    ("course/disclosure.py", "not (result.hidden or again)", "not result.hidden",
     f"{DISCLOSED}::test_of_a_question_judged_again_nothing_is_told_that_its_code_said"),
    ("course/disclosure.py", "result.hint if policy == \"hint\" else \"\"", "result.hint",
     f"{DISCLOSED}::test_claim"),
    ("gradebook/nbgrader_plugin.py", " and value.startswith(\"data:image/\")", "",
     "gradebook/test_nbgrader_plugin.py::test_answers_lose_what_acts"),
    ("files/csv.py", ".startswith(_STARTS_A_FORMULA)", ".startswith(\"=\")",
     "export/test_export.py::test_starts_of_formulas"),
    ("submissions/open.py", "\"..\" in path.relative_to(below).parts", "False",
     "submissions/test_read.py::test_a_path_that_climbs_out_is_refused"),
    ("submissions/open.py", "if not stat.S_ISREG(found.st_mode):", "if False:",
     "submissions/test_read.py::test_a_fifo_is_refused_at_once"),
]  # fmt: skip

# Imports what takes long and is not ours; then tries one wall after another, each in a process of its own.
TRYING = """
import json, os, sys
from importlib.machinery import SourceFileLoader
import hypothesis.extra.numpy, jupytext, markdown_it, matplotlib.figure, nbconvert, nbformat, numpy
import nbgrader.api, nbgrader.apps
import playwright.sync_api, pytest, rapidfuzz, rich.progress, sqlalchemy.orm, xdist.plugin, yaml
OPTIONS = "-o addopts= -p no:cacheprovider -n0 --tb=no -W ignore::pytest.PytestAssertRewriteWarning".split()
got, stats = SourceFileLoader.get_data, SourceFileLoader.path_stats
outcomes = []

class Seen:
    def pytest_runtest_logreport(self, report):
        outcomes.append(report.outcome)

def without(file, old, new):
    def get_data(self, path):
        return got(self, path).replace(old.encode(), new.encode()) if path == file else got(self, path)

    def path_stats(self, path):
        if path == file:
            raise OSError("to be read from its source")
        return stats(self, path)

    SourceFileLoader.get_data, SourceFileLoader.path_stats = get_data, path_stats

for line in sys.stdin:
    file, old, new, test = json.loads(line)
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        without(file, old, new)
        try:
            pytest.main([*OPTIONS, test], plugins=[Seen()])
        finally:
            os._exit("failed" in outcomes if outcomes else 2)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
HELD, GOT_IN = 0, 1  # 2: the attack never ran
Try = Callable[[str, str, str, str], int]


@pytest.fixture(scope="module")
def tried() -> Iterator[Try]:
    """Tries an attack without a wall."""
    words = [sys.executable, "-B", "-c", TRYING]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as server:
        assert server.stdin and server.stdout

        def ended(name: str, old: str, new: str, attack: str) -> int:
            file = ROOT / "grader" / name
            assert old in file.read_text(), (
                f"{name} has no {old!r} any more; take that wall away in another way"
            )
            print(
                json.dumps([str(file), old, new, str(ROOT / "tests" / attack)]), file=server.stdin, flush=True
            )  # type: ignore[arg-type]
            return int(server.stdout.readline())  # type: ignore[union-attr]

        yield ended
        server.stdin.close()


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: f"{wall[0]}-{wall[3].partition('::')[2]}")
def test_without_it(tried: Try, wall: tuple[str, str, str, str]) -> None:
    """What the wall keeps out gets in, though all others stand."""
    assert tried(*wall) == GOT_IN


def test_with_all_of_them(tried: Try) -> None:
    """It does not."""
    name, old, _, attack = WALLS[1]

    assert tried(name, old, old, attack) == HELD
