"""What many tests share: the small course, the real assignment, a sandbox and a browser started once."""

import gc
import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import machine
import pytest
from example_source import TEXT
from nbformat import NotebookNode
from playwright.sync_api import Browser, Page, expect, sync_playwright
from small_course import write_course

from grader.checks.drawn import drawn
from grader.checks.judge import prepare
from grader.cores import CORES
from grader.course.load import load_assignment, load_course
from grader.grading.setup import Setup, set_up
from grader.notebooks import read_source, release_notebook
from grader.sandbox import Zygote, probe, start_zygote
from grader.solutions.known import load_known, load_reference

gc.disable()  # while tests are collected: what is made then is there to the end

ROOT = Path(__file__).parent.parent
# No sandbox of its own as root; nothing that would reach for the network.
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def pytest_addoption(parser: pytest.Parser) -> None:
    what = "fail, not skip, where this machine lacks a program that a test needs"
    parser.addoption("--complete", action="store_true", help=what)
    parser.addoption("--whole", action="store_true", help="try every known solution, not some by lot")


def pytest_configure(config: pytest.Config) -> None:
    """One cache for the whole run, empty at first: what is dear is found out once, on whichever core.

    Containers often tell Python to keep nothing that it compiled. The tests start hundreds of programs, which
    start three times as fast where it is kept.
    """
    # Whoever starts the tests in the background of a script lets them ignore it, and so all that they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    machine.complete, machine.whole = config.getoption("complete"), config.getoption("whole")
    if not hasattr(config, "workerinput"):  # those of xdist are told by their environment
        os.environ["GRADER_CACHE"] = tempfile.mkdtemp(prefix="grader-cache-")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["GRADER_CACHE"])


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Where there is no browser, nothing is made ready for it."""
    if "browser" in getattr(item, "fixturenames", ()):
        machine.browser()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than cores for the whole suite, as many tests wait for sandboxes, browsers and servers; for a
    few files, this process alone, which starts at once.
    """
    return CORES + 1 if config.args == config.getini("testpaths") else 0


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, the longest before them, so that no core waits for another at the end."""
    items.sort(key=lambda item: [item.get_closest_marker(mark) is None for mark in ("longest", "long")])


def pytest_collection_finish() -> None:
    """What is there to the end is left out when Python looks for garbage, which took a tenth of all time; for
    what Matplotlib and Hypothesis make, it looks less often.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of a small course of one's own, to spoil."""
    return write_course(tmp_path / "course")


@pytest.fixture
def release(tmp_path: Path) -> NotebookNode:
    """What students receive of the example source."""
    path = tmp_path / "attention.py"
    path.write_text(TEXT)
    return release_notebook(read_source(path))


@pytest.fixture(scope="session")
def small_setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    """The small course, read and drawn once."""
    root = write_course(tmp_path_factory.mktemp("small"))
    return set_up(load_course(root), "tiny", "bubblewrap")


@pytest.fixture(scope="session")
def zygote(small_setup: Setup) -> Iterator[Zygote]:
    """A real sandbox, with the small course's limits."""
    with start_zygote(probe(), small_setup.course.limits) as started:
        yield started


@pytest.fixture(scope="session")
def patient(small_setup: Setup) -> Iterator[Zygote]:
    """The same for the real assignment, whose pictures take long on a busy machine."""
    with start_zygote(probe(), replace(small_setup.course.limits, call_seconds=60)) as started:
        yield started


@pytest.fixture(scope="session")
def attention() -> SimpleNamespace:
    """The real assignment, its checks drawn, its known solutions loaded."""
    course = load_course(ROOT)
    assignment, source = load_assignment(course, "attention")
    known = {one.path.stem: one for kind in ("right", "wrong") for one in load_known(assignment, kind)}
    prepared = prepare(assignment, course.key, draws=drawn)
    made = SimpleNamespace(
        course=course, assignment=assignment, source=source, prepared=prepared,
        reference=load_reference(assignment), known=known,
    )  # fmt: skip
    gc.freeze()
    return made


@pytest.fixture(scope="session")
def attention_setup(attention: SimpleNamespace) -> Setup:
    """The real assignment, ready to grade with: to learn how its wrong solutions answer takes a while."""
    return set_up(attention.course, "attention", "bubblewrap")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, where this machine has one."""
    path = machine.browser()
    expect.set_options(timeout=1000 * machine.PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab of its own."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(1000 * machine.PATIENCE)
    yield opened
    opened.close()
