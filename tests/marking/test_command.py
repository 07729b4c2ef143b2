"""`grader mark`, as a shell meets it."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from machine import PATIENCE

from grader.marking.acts import choose_rest
from grader.marking.desk import Place, queue
from grader.marking.entering import refresh
from grader.marking.summary import as_json, summary_lines

from .conftest import Sit
from .test_marks import mark

COMMAND = [sys.executable, "-c", "from grader.cli import main; main()", "mark", "tiny"]


def test_page_until_interrupted(root: Path) -> None:
    """It prints one address on stdout, answers to it alone, and ends with 0 on Ctrl-C."""
    running = subprocess.Popen(
        [*COMMAND, "--marker", "mia"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    url = running.stdout.readline().strip()

    page = build_opener(HTTPCookieProcessor()).open(url).read().decode()
    with pytest.raises(HTTPError) as refused:
        urlopen(url.partition("?")[0])
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=PATIENCE)

    assert "4 answers to mark" in page
    assert refused.value.code == 403
    refused.value.close()
    assert (running.returncode, out) == (0, "")
    assert "4 answers are left to mark." in err and "Traceback" not in err


def test_one_name_for_two_people(root: Path) -> None:
    """The second is told of the first, whose choices they would replace; others may mark meanwhile."""
    words = [*COMMAND, "--marker", "mia"]
    first = subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert first.stdout is not None
    first.stdout.readline()

    second = subprocess.run(words, cwd=root, capture_output=True, text=True)
    other = subprocess.Popen(
        [*COMMAND, "--marker", "max"], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    address = other.stdout.readline()
    for running in (first, other):
        running.send_signal(signal.SIGINT)
        running.communicate(timeout=PATIENCE)

    assert (second.returncode, second.stdout) == (1, "")
    assert f"process {first.pid} is marking tiny as mia already; give each person a name" in second.stderr
    assert address.startswith("http://127.0.0.1:")


def test_summary(sit: Sit) -> None:
    """--summary prints what is done, in 80 columns, and how far markers agree."""
    mia, max_ = sit("mia"), sit("max", share=0.5)
    mark(mia, "ada", 1, 1)
    mark(max_, "ada", 1, 1)
    refresh(mia)

    head, row, legend, more, _, names, *criteria = summary_lines(mia)

    assert row.split() == ["why", *"1 of 4".split() * 2, *"0 of 1 0 0 0".split()]
    assert legend.startswith("marked: by anybody; yours: nothing left for mia")
    assert names.startswith("why: max and mia")
    assert [line.split()[-4:] for line in criteria] == [["1", "of", "1", "-"]] * 2
    assert max(map(len, [head, row, legend, more, names, *criteria])) <= 80


def test_summary_of_what_another_marked(sit: Sit) -> None:
    """The gradebook's marks are counted, whoever gave them."""
    mark(sit("ann"), "ada", 1, 1)

    _, row, *_ = summary_lines(sit("mia"))

    assert row.split()[1:7] == [*"1 of 4 0 of 4".split()]


def test_json(sit: Sit) -> None:
    """--json says the same, and who marked how much."""
    mia = sit("mia", share=0.5)
    choose_rest(mia, Place("why", queue(mia, "why")[0]), 1)

    [found] = json.loads(as_json(mia))["questions"]

    assert (found["answers"], found["done"], found["markers"]) == (2, 1, {"mia": 1})


@pytest.mark.parametrize("option", [("--share", "120%"), ("--marker", "\n")])
def test_not_understood(root: Path, option: tuple[str, str]) -> None:
    """A share or a name that is none ends with 2, before anything is opened."""
    run = subprocess.run([*COMMAND, *option], cwd=root, capture_output=True, text=True)

    assert (run.returncode, run.stdout) == (2, "")
    assert option[0] in run.stderr
