"""selfcheck, in a folder as it was handed out, prints what grading will find by the same checks."""

import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from subprocess import PIPE

import pytest
from small_course import REFERENCE, WRONG, hand_in

from grader.course.load import load_assignment, load_course
from grader.grading.setup import set_up
from grader.grading.submission import Submission, grade_submission
from grader.model import Counterexample, Given, Question, Result, Verdict
from grader.release import write_release
from grader.sandbox import Zygote
from grader.student import STOP, TELL
from grader.student.messages import Found, told
from grader.student.waiting import watched
from grader.values import Call, Reply, Returned
from grader.wording import FORMS, RAISED, lines
from grader.wording import said as phrase

ENDLESS = "def double(numbers):\n    while True:\n        pass\n"
NAMELESS = 'Give the name of a question, in quotation marks: selfcheck("double")'


@pytest.fixture
def home(small: Path) -> Path:
    """The folder that students of the small course receive."""
    course = load_course(small)
    assignment, source = load_assignment(course, "tiny")
    return write_release(course, assignment, source, small / "class")


def wheel_in(folder: Path) -> Path:
    (wheel,) = folder.glob("*.whl")
    return wheel


def rewrite(wheel: Path, name: str, text: str) -> None:
    """Put another text into a file of the handout."""
    with zipfile.ZipFile(wheel) as packed:
        files = {member: packed.read(member) for member in packed.namelist()}
    with zipfile.ZipFile(wheel, "w") as packed:
        for member, content in (files | {f"grader/handout/{name}": text.encode()}).items():
            packed.writestr(member, content)


def said(folder: Path, code: str, ask: str = 'selfcheck("double")') -> list[str]:
    """What a notebook in `folder` prints, as a fresh kernel would."""
    text = f"from grader import selfcheck\n{code}\n{ask}\n"
    run = subprocess.run([sys.executable, "-c", text], cwd=folder, capture_output=True, text=True, check=True)
    return run.stdout.splitlines()


def test_right(home: Path) -> None:
    """A right function passes, and the student learns what is checked later."""
    found = said(home, REFERENCE)

    assert found == [
        "double",
        "✓ passed, 4 of 4 points: Every number is doubled.",
        "✓ passed, 1 of 1 point: The input is as it was.",
        "2 of 2 checks passed: 5 of 5 points.",
        "Further checks, worth 1 of 6 points, are run after you hand in.",
    ]


def test_wrong(home: Path) -> None:
    """A wrong function is met with what it gave, what was due, the smallest input, and a question."""
    found = said(home, WRONG["double_squares"])

    assert found[1:8] == [
        "✗ failed, 0 of 4 points: Every number is doubled.",
        "    double(numbers)[0] is 9, expected 6",
        "    to see it, run this in a cell below yours:",
        "        import numpy as np",
        "        numbers = np.array([3.0])",
        "        double(numbers)",
        "    hint: What is twice 3?",
    ]


def test_crash_says_the_line(home: Path) -> None:
    """An exception is told with the line of the student's own code."""
    code = (
        "def half(n):\n    return n / 0 if False else [][0]\ndef double(numbers):\n    return half(numbers)"
    )

    found = said(home, code)

    assert found[2:4] == [
        "    double(numbers) raised IndexError: list index out of range (line 3 of its",
        "        cell)",
    ]


def test_a_name_from_outside(home: Path) -> None:
    """Text is there to look at where a notebook keeps it; a check that passes is no reason to look."""
    cell = "# Mine\n\nmine = np.ones(3)\ndef double(numbers):\n    return 2 * {}"
    run = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell()\n"
        "shell.run_cell('import numpy as np; from grader import selfcheck')\n"
    )

    found, right = (
        said(home, f"{run}shell.run_cell({cell.format(name)!r})", "shell.run_cell(\"selfcheck('double')\")")
        for name in ("mine", "numbers")
    )

    told = " ".join(found)
    assert "Line 5 uses `mine`, which is no argument of double: it stands outside of it." in told
    assert "`numbers` is used nowhere. Should an argument of double stand there" in told
    assert "Line 5" not in " ".join(right)


def test_an_exception_of_ones_own(home: Path) -> None:
    """The line that raises is seen where its text is kept, and asked about as on the feedback page."""
    cell = "def double(numbers):\n    raise ValueError('none')"
    run = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell()\n"
        "shell.run_cell('import numpy as np; from grader import selfcheck')\n"
    )

    kept = said(home, f"{run}shell.run_cell({cell!r})", "shell.run_cell(\"selfcheck('double')\")")
    lost = said(home, cell)

    assert "hint: This is your own exception: line 2 of the cell raises it." in " ".join(kept)
    assert "hint: Run the small input in a new cell." in " ".join(lost)


def test_not_written(home: Path) -> None:
    """The stub as it was handed out is not an error to be explained claim by claim."""
    found = said(home, "def double(numbers):\n    raise NotImplementedError")

    assert found[1:3] == [
        "○ not written yet. Replace the line that raises NotImplementedError by your",
        "    own code, run its cell, then this one.",
    ]
    assert found[3] == "0 of 2 checks passed: 0 of 5 points."


def test_one_error_is_told_once(home: Path) -> None:
    """What stops every call alike is explained at the first claim, and named at the next."""
    found = said(home, "def double(numbers):\n    return numbers.no_such_thing")

    assert found[2].startswith("    double(numbers) raised AttributeError: ")
    assert found[-4:-2] == ["! crashed, 0 of 1 point: The input is as it was.", "    as told above"]


def test_missing_function(home: Path) -> None:
    """A cell that was not run, or a name that was changed, is told with what to do."""
    found = said(home, "def duoble(numbers):\n    return numbers")

    assert found[2] == "    double is not defined; the notebook has duoble: call it double everywhere"
    assert found[3].startswith("! crashed, 0 of 1 point: ")
    (missing,) = [line for line in said(home, "", "selfcheck('spread')") if "defined" in line]
    assert missing == "    spread is not defined; run the cell with `def spread`, and keep that name"


def test_a_cell_that_python_cannot_read(home: Path) -> None:
    """It is told as when it is graded, and an older function is not judged in silence."""
    older = f"In.append({REFERENCE!r})\n{REFERENCE}"
    broken = "In.append('def double(numbers)\\n    return 2 * numbers')"
    mended = f"In.append({REFERENCE!r})"

    missing, old, new = (
        said(home, f"In = ['']\n{code}")
        for code in (broken, f"{older}\n{broken}", f"{broken}\n{older}\n{mended}")
    )

    error = "SyntaxError: expected ':' (line 1 of its cell)"
    assert f"double is not defined, for its cell stopped: {error}" in " ".join(" ".join(missing).split())
    assert " ".join(" ".join(old).split()).startswith(
        f"An older double is checked, as the last cell with it stopped: {error} double ✓ passed"
    )
    assert new[0] == "double"


@pytest.mark.parametrize(
    ("last", "is_older"), [("double = twice", True), ("twice = double\ndouble = twice", False)]
)
def test_a_cell_whose_name_has_no_value(home: Path, last: str, *, is_older: bool) -> None:
    """It left the older one, which is told; not where a cell gave that name a value, and deleted it."""
    cells = f"In = ['', {REFERENCE!r}, {last!r}]"

    found = " ".join(said(home, f"{REFERENCE}\n{cells}"))

    error = "NameError: name 'twice' is not defined (line 1 of its cell)"
    told = f"An older double is checked, as the last cell with it stopped: {error}"
    assert (told in " ".join(found.split())) is is_older


NEWER = {
    "a pair": "def one(numbers): return 2 * numbers\ndouble, other = one, None",
    "an annotation": "one = lambda numbers: 2 * numbers\ndouble: object = one",
    "a branch": "if True:\n    def double(numbers): return 2 * numbers",
    "an attempt": "try:\n    def double(numbers): return 2 * numbers\nfinally:\n    pass",
    "a loop": "for double in [lambda numbers: 2 * numbers]: pass",
    "what is opened": "from contextlib import nullcontext\nwith nullcontext(abs) as double: pass",
    "a walrus": "(double := lambda numbers: 2 * numbers)",
    "a name": "one = lambda numbers: 2 * numbers\nglobals()['dou' + 'ble'] = one",
    "a long sum": f"one = {'+'.join('1' * 2_000)}\ndouble, _ = (lambda numbers: 2 * numbers), 0",
    "an import": "from operator import neg as double\ndouble = lambda numbers: 2 * numbers",
}


@pytest.mark.parametrize("newer", NEWER.values(), ids=NEWER)
@pytest.mark.parametrize("is_last", [True, False])
def test_what_came_after_a_cell_that_cannot_be_read(home: Path, newer: str, *, is_last: bool) -> None:
    """In whatever form it is written, it is not older; and before that cell, it is."""
    broken = "In.append('def double(numbers)\\n    return 2 * numbers')"
    ran = (
        f"In.append({newer!r})\nlinecache.cache['cell'] = (1, None, [In[-1]], 'cell')\n"
        "exec(compile(In[-1], 'cell', 'exec'))"
    )
    cells = [broken, ran] if is_last else [ran, broken, "In.append('[double for double in ()]')"]

    found = said(home, "\n".join(["import linecache", "In = ['']", *cells, "In.append('double(1)')"]))

    assert found[0].startswith("An older double is checked") is not is_last


@pytest.mark.parametrize(
    "stdout",
    [
        "type('Half', (), {'write': lambda self, text: sys.__stdout__.write(text)})()",
        "type('Half', (), {'write': sys.__stdout__.write, '__setattr__': lambda *_: 1 / 0})()",
        "type('Half', (), {'write': sys.__stdout__.write, '__slots__': ()})()",
        "type('Half', (), {'write': staticmethod(sys.__stdout__.write)})",
    ],
)
def test_half_of_a_stdout(home: Path, stdout: str) -> None:
    """What a student put in the place of sys.stdout need not have more than what print asks it for."""
    asked = 'selfcheck("double")\nsys.stdout = sys.__stdout__'
    found = said(home, f"{REFERENCE}\nimport sys\nsys.stdout = {stdout}", asked)

    assert found[0] == "double"
    assert found[-2] == "2 of 2 checks passed: 5 of 5 points."
    assert said(home, f"{REFERENCE}\nimport sys\nsys.stdout = None", asked) == []


def test_overwritten_function(home: Path) -> None:
    """A value that took a function's name is told as what it is, and no claim asks about its shape."""
    found = said(home, f"{REFERENCE}\nimport numpy as np\ndouble = double(np.ones(2))")

    assert " ".join(line.strip() for line in found[2:4]) == (
        "double is not defined as a function any more: its name was given to a value of "
        "type ndarray; run its cell again, and keep that name"
    )


def test_interrupted(home: Path) -> None:
    """Who stops what never ends is told where it was, by no traceback of ours."""
    cells = [
        "from grader import selfcheck",
        "import signal\ndef double(numbers):\n    while True:\n        signal.raise_signal(signal.SIGINT)",
        'selfcheck("double")',
    ]
    code = "from IPython.core.interactiveshell import InteractiveShell as Shell\nshell = Shell.instance()\n"

    found = said(home, code, "\n".join(f"shell.run_cell({cell!r})" for cell in cells))

    assert found == [
        "Stopped in double, at line 4 of its cell: signal.raise_signal(signal.SIGINT)",
        "Which loop, or which call, may never end? Print something there, and try the smallest input.",
    ]


def test_a_call_that_never_ends(home: Path) -> None:
    """Before anybody stops it, it is said which function was called, and how to stop it."""
    text = f'from grader import selfcheck\n{ENDLESS}\nselfcheck("double")\n'
    with subprocess.Popen([sys.executable, "-c", text], cwd=home, stdout=PIPE, stderr=PIPE, text=True) as run:
        found = [run.stdout.readline() for _ in range(3)] if run.stdout else []
        run.send_signal(signal.SIGINT)
        _, stopped = run.communicate(timeout=60)

    told = " ".join("".join(found).split())
    assert told == f"double was called 5 seconds ago, and has not come back. It may never do so. {STOP}"
    assert "Stopped: Stopped in double, at line" in stopped


def test_only_calls_that_last_are_told() -> None:
    """Each function once, and never a question of many calls that together take long."""
    said: list[str] = []

    def ask(call: Call) -> Reply:
        ends = time.monotonic() + (1.5 if call.function in "".join(said) else 60)
        while call.function != "quick" and time.monotonic() < ends and call.function not in said[-1:]:
            time.sleep(0.01)
        return Returned(None)

    def tell(text: str) -> None:
        said.append(text.split()[0])

    with watched(ask, tell, cure="Stop it.", seconds=0.5) as asking:
        for name in ["quick"] * 10_000 + ["slow", "slower", "slow"]:
            asking(Call(name, ()))

    assert said == ["slow", "slower"]


def test_a_call_that_does_not_come_back_where_nothing_can_be_told() -> None:
    """Where a student's stdout takes no text, no thread of ours ends in words of its own."""
    lost, before = list[object](), threading.excepthook
    threading.excepthook = lost.append
    try:
        with watched(lambda _: time.sleep(0.3), [].remove, cure="Stop it.", seconds=0.1) as asking:  # type: ignore[arg-type, return-value]
            asking(Call("slow", ()))
    finally:
        threading.excepthook = before

    assert lost == []


def test_all_at_once(home: Path) -> None:
    """Without a name every stub is checked, in order."""
    found = said(home, REFERENCE, "selfcheck()")

    assert [line for line in found if line in ("double", "spread", "why")] == ["double", "spread"]


def test_unknown_question(home: Path) -> None:
    """A slip of the pen is met with the names there are."""
    found = said(home, "", 'selfcheck("duoble")')

    assert found == ["There is no question 'duoble' to check; did you mean 'double'?"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("double", 'Give the name as text, in quotation marks: selfcheck("double")'),
        ('"why"', "why is a written answer: a person reads it once you have handed it in."),
        ('"x" * 500', f"There is no question '{'x' * 38}… to check; known are double, spread."),
        *(
            (odd, f"{NAMELESS}; known are double, spread.")
            for odd in ("5", "[1]", "len", "np.ones(3)", "{}", "object()", "b'double'")
        ),
    ],
)
def test_what_is_no_name_of_a_question(home: Path, asked: str, told: str) -> None:
    """Whatever a student gives is met with one line, and no traceback of ours."""
    assert said(home, f"import numpy as np\n{REFERENCE}", f"selfcheck({asked})") == [told]


def test_prints_do_not_flood(home: Path) -> None:
    """What a function prints in a hundred calls is not shown a hundred times."""
    found = said(home, "def double(numbers):\n    print('here')\n    return 2 * numbers")

    assert "here" not in found
    assert found[-2] == "2 of 2 checks passed: 5 of 5 points."


def test_global_state_of_numpy_is_left_alone(home: Path) -> None:
    """A student's seed gives the same numbers before and after."""
    code = (
        f"import numpy as np\n{REFERENCE}\nnp.random.seed(1)\nselfcheck('double')\nafter = np.random.rand()"
    )

    found = said(home, code, "np.random.seed(1); print(after == np.random.rand())")

    assert found[-1] == "True"


def test_elsewhere(tmp_path: Path) -> None:
    """In another folder the student learns which file is missing, and what to do."""
    found = said(tmp_path, REFERENCE)

    assert found == [
        "The checks are in the file attention_grader-….whl that came with this notebook.",
        "Put it beside the notebook, then try again.",
    ]


def test_two_wheels(home: Path) -> None:
    """Of two releases side by side none is guessed to be the right one."""
    (home / "attention_grader-0.0.1+0badcafe-py3-none-any.whl").write_bytes(wheel_in(home).read_bytes())

    found = said(home, REFERENCE)

    assert found[0].startswith(
        "Beside this notebook lie attention_grader-0.0.1+0badcafe-py3-none-any.whl and"
    )
    assert found[0].endswith("Keep only the one that came with it.")


def test_summary_tells_what_is_decided_later(home: Path) -> None:
    """All passed is not full marks, and the end of the whole self-check says so, question by question."""
    found = said(home, REFERENCE, "selfcheck()")

    assert found[-8:] == [
        "Points so far",
        "question      here          decided after you hand in",
        "double        5 of 5        1 point",
        "spread        1 of 1        1 point",
        "why           -             3 points",
        "all together  6 of 6        5 points",
        "5 of 11 points are decided after you hand in.",
        "All passed here is not yet full marks.",
    ]


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("questions.json", "[", "questions.json: JSONDecodeError: Expecting value: line 1 column 2 (char 1)"),
        ("questions.json", '[{"returns": [], "colour": 3}]', "unexpected keyword argument 'colour'"),
        ("examples.json", "[]", "examples.json: TypeError"),
        ("examples.json", '{"of": {"twice_every_number": 7}, "pools": []}', "examples.json: IndexError"),
        ("checks.py", "import no_such_module", "checks.py: line 1: ModuleNotFoundError"),
    ],
)
def test_spoiled_files(home: Path, file: str, text: str, message: str) -> None:
    """Files that somebody changed are told from files that are missing."""
    rewrite(wheel_in(home), file, text)

    found = said(home, REFERENCE)

    assert message in found[0]
    assert found[-1] == TELL


def test_works_in_a_notebook(home: Path) -> None:
    """IPython's cells are found as well as a script's lines."""
    code = (
        "from IPython.core.interactiveshell import InteractiveShell\n"
        "shell = InteractiveShell.instance()\n"
        f"shell.run_cell({REFERENCE!r})\n"
        "shell.run_cell('from grader import selfcheck')\n"
    )

    found = said(home, code, "shell.run_cell(\"selfcheck('double')\")")

    assert found[-2] == "2 of 2 checks passed: 5 of 5 points."


@pytest.mark.parametrize("name", ["double_squares", "double_in_place"])
def test_same_as_grading(home: Path, small: Path, zygote: Zygote, name: str) -> None:
    """What selfcheck prints of a check, line for line, is what the report says."""
    hand_in(small / "class", small, ada=WRONG[name])
    setup = set_up(load_course(small), "tiny", "bubblewrap")
    submission = Submission("ada", small / "class/submitted/ada/tiny/tiny.ipynb")

    at_home = said(home, WRONG[name])
    report = grade_submission(setup, zygote, submission, below=small / "class").report
    public = [result for result in report.questions["double"].results if not result.hidden]

    assert at_home[1:-2] == [line for result in public for line in lines(result)]
    assert [result.verdict for result in public].count(Verdict.PASSED) == 1


def test_no_value_floods_the_notebook() -> None:
    """Each is cut after a few lines, and what was cut says how long it is."""
    long = repr([0.123456789] * 1500)
    found = Counterexample(long, long, long, (Given("losses", long), Given("at", "3")))
    failed = Result(
        "one", "One.", Verdict.FAILED, 0.0, 1.0, False, message=phrase(found), counterexample=found
    )

    said = told(Found(Question("double", "stub", 1.0), (failed,)))

    assert len(said) < 35
    assert f"({len(long):,} characters in all)" in " ".join(" ".join(said).split())
    assert any("and at = 3" in line for line in said)


@pytest.mark.parametrize(
    ("got", "expected", "hint", "once"),
    [
        *(("None", "one array of numbers", form, True) for form in FORMS),
        ("raised KeyError: 1", "", RAISED, True),
        ("3", "6", "What is twice 3?", False),
    ],
)
def test_what_has_one_cause_is_told_once(got: str, expected: str, hint: str, once: bool) -> None:
    """As on the feedback page: an answer of a form that is not due, or one error, whatever the input."""
    found = [Counterexample(f"double({numbers})", got, expected) for numbers in "xy"]
    results = [Result("one", "One.", Verdict.FAILED, 0, 1, False, phrase(one), hint, one) for one in found]

    said = told(Found(Question("double", "stub", 2.0), tuple(results)))

    assert ("    as told above" in said) is once


def test_right_but_for_one_kind_of_input() -> None:
    """What all that does not hold comes to stands above the claims."""
    failed = Result("one", "One too.", Verdict.FAILED, 0.0, 1.0, hidden=False, inputs="a single number")

    said = told(Found(Question("double", "stub", 1.0), (failed,)))

    assert said[:3] == [
        "double",
        "Only checks of special cases fail: a single number.",
        "✗ failed, 0 of 1 point: One too.",
    ]
