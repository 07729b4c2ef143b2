"""Attacks on the sandbox bite: without the wall that keeps it out, each gets in."""

from collections.abc import Iterator

import pytest
from walls import GOT_IN, HELD, Change, Try, trying

from grader.sandbox import landlock

pytestmark = pytest.mark.long  # two seconds for each

JAIL, WALL, CALLS = "sandbox/jail.py", "sandbox/wall.py", "sandbox/syscalls.py"
WALLED, REHEARSED = "attacks/walled.py::test_gets_nothing", "sandbox/test_wall.py"
ALLOWED, COMMANDS = " fdatasync dup ", "FCNTL = (0, 1, 2, 3, 4,"
UNNOTICED = "test_a_program_that_does_nothing_is_no_wall[/bin/true]"
# What is taken away, and the attacks. To start a sandbox takes longest: so walls go together where the attack
# on each has nothing to do with the others. Where several stand behind one another, all of them go.
WALLS: dict[str, tuple[list[Change], list[str]]] = {
    "calls of the kernel": (
        [
            (CALLS, ALLOWED, f"{ALLOWED}flock socket connect ptrace kcmp shmget shmat "),
            (CALLS, COMMANDS, f"{COMMANDS} 8, 10,"),
            (CALLS, "brk msync", "brk msync fadvise64 mincore madvise preadv2"),
        ],
        "talk_by_locks talk_by_page_cache network trace_others shared_memory kernel_sends_signals".split(),
    ),
    "locks by fcntl, processes and capabilities": (
        [
            (CALLS, COMMANDS, f"{COMMANDS} 5, 6, 7,"),
            (CALLS, ALLOWED, f"{ALLOWED}clone fork vfork unshare "),
            (JAIL, '"NPROC": 0,', ""),
            (JAIL, "    drop_capabilities()\n    prctl(", "    prctl("),
        ],
        ["talk_by_locks", "fork_bomb", "new_namespaces"],
    ),
    "larger pipes, and a folder of one's own": (
        [
            (CALLS, COMMANDS, f"{COMMANDS} 1031,"),
            (JAIL, '    _mount(DESK, f"size={bounds.disk},nr_inodes=4096,mode=700")\n', ""),
        ],
        ["talk_by_locks", "leave_files"],
    ),
    "files and memory": (
        [
            (JAIL, '"AS": bounds.memory,', ""),
            (JAIL, "size={bounds.disk},nr_inodes=4096", "size={6 * bounds.disk},nr_inodes=200000"),
            (JAIL, '    _mount(SHELF, "size=4k,mode=0", MS_RDONLY)\n', ""),
            (WALL, '"--unshare-user",', '"--unshare-user", "--ro-bind", "/tmp", "/tmp", "--proc", "/proc",'),
            (WALL, ', "--clearenv"]', "]"),
            ("sandbox/launch.py", "{} if wall.bwrap", "dict(os.environ) if wall.bwrap"),
        ],
        "memory_bomb many_files fill_disk import_grader read_files read_proc read_environment".split(),
    ),
    "processes of its own, and the length of a file": (
        [(JAIL, " | CLONE_NEWPID", ""), (JAIL, '"FSIZE": bounds.disk, ', "")],
        ["kill_everyone", "look_for_limits"],
    ),
    "a session of its own, and the processor": (
        [("sandbox/zygote.py", "    os.setsid()", "    pass"), (JAIL, ' "CPU": bounds.cpu,', "")],
        ["kill_everyone", "look_for_limits"],
    ),
}  # fmt: skip
AT_THE_SECOND_LEVEL: dict[str, tuple[Change, str]] = {
    "files": (("sandbox/landlock.py", "    _restrict(paths)\n", ""), "read_files"),
    "modes and times": (
        (CALLS, "tgkill chmod fchmod fchmodat utime utimes utimensat ", "tgkill "),
        "change_modes",
    ),
}
REHEARSAL: dict[str, tuple[list[Change], str]] = {
    "an answer": ([(WALL, "if ended.stdout == wall_probe.answer(nonce)", "if True")], UNNOTICED),
    "a fork": (
        [("sandbox/wall_probe.py", '"the system call filter": _fork, ', "")],
        "test_a_filter_that_lets_everything_through_is_noticed",
    ),
    "a lock": (
        [("sandbox/wall_probe.py", ', "the filter of locks": _flock', "")],
        "test_a_filter_that_lets_locks_through_is_noticed",
    ),
    "the next wall": ([(WALL, "        if not rehearse(wall):\n", "        if True:\n")], UNNOTICED),
}


@pytest.fixture(scope="module")
def tried() -> Iterator[Try]:
    """Tries attacks without some walls."""
    with trying([WALLED, REHEARSED]) as tried:
        yield tried


@pytest.mark.parametrize("what", WALLS)
def test_without(tried: Try, what: str) -> None:
    """What they keep out gets in, each of them."""
    changes, attacks = WALLS[what]

    assert tried(changes, [f"{WALLED}[bubblewrap-{attack}]" for attack in attacks]) == GOT_IN


@pytest.mark.skipif(
    landlock.version() < landlock.NEEDED, reason="NOT TESTED: this kernel has no such Landlock"
)
@pytest.mark.parametrize("what", AT_THE_SECOND_LEVEL)
def test_without_at_the_second_level(tried: Try, what: str) -> None:
    """There, too."""
    change, attack = AT_THE_SECOND_LEVEL[what]

    assert tried([change], [f"{WALLED}[landlock-{attack}]"]) == GOT_IN


@pytest.mark.parametrize("what", REHEARSAL)
def test_without_a_part_of_the_rehearsal(tried: Try, what: str) -> None:
    """A wall that does not hold is believed."""
    changes, test = REHEARSAL[what]

    assert tried(changes, [f"{REHEARSED}::{test}"]) == GOT_IN


def test_with_all_of_them(tried: Try) -> None:
    """None gets in."""
    attacks = {attack for _, attacks in WALLS.values() for attack in attacks}

    assert tried([], [f"{WALLED}[bubblewrap-{attack}]" for attack in sorted(attacks)]) == HELD
