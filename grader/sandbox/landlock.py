"""Runs inside: locks the calling process up where no namespaces can be had. Standard library only.

Landlock lets a process give up the right to open files: all but those named to it. What it leaves alone, the
system call filter denies (see `syscalls`): signals, sockets, modes and times of files. Numbers are from the
kernel's uapi headers; Landlock's system calls have the same everywhere.
"""

import ctypes
import os
import signal
import stat
from collections.abc import Sequence
from typing import NamedTuple

from grader.sandbox.jail import (
    PR_SET_NO_NEW_PRIVS,
    Bounds,
    done,
    drop_capabilities,
    load_filter,
    prctl,
    set_limits,
)

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
VERSION, PATH_BENEATH = 1, 1  # a flag of CREATE_RULESET, a type of ADD_RULE
WRITE_FILE, READ_FILE, READ_DIR, REMOVE_FILE, MAKE_REG, TRUNCATE = (
    1 << 1,
    1 << 2,
    1 << 3,
    1 << 5,
    1 << 8,
    1 << 14,
)
SINCE = {1: (1 << 13) - 1, 2: 1 << 13, 3: TRUNCATE, 5: 1 << 15}  # rights to files that each version knows
NET, SCOPES = 0b11, 0b11  # TCP, since version 4; abstract sockets and signals, since version 6
NEEDED = 3  # before, a process could still truncate any file it could read
MOST_FILES = 4096  # in a desk
PR_SET_PDEATHSIG = 1


class Paths(NamedTuple):
    """What a child may open: folders and files to read; `desk`, to make files in, but no folders."""

    readable: Sequence[str]
    desk: str


class _Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scopes", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Of the kernel's Landlock; 0: it has none, or was not started with it."""
    return max(0, int(_libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(VERSION))))


def lock(bounds: Bounds, filter_: bytes, paths: Paths) -> None:
    """The last trusted act of a child: limits, no capability, its few files, and the system call filter."""
    prctl("die with the supervisor", PR_SET_PDEATHSIG, signal.SIGKILL)
    set_limits(bounds)
    drop_capabilities()
    prctl("no new privileges", PR_SET_NO_NEW_PRIVS, 1)
    _restrict(paths)
    load_filter(filter_)


def _restrict(paths: Paths) -> None:
    known = version()
    if known < NEEDED:
        found = f"Landlock version {known}" if known else "no Landlock"
        raise OSError(f"this kernel has {found}, expected version {NEEDED} (Linux 6.2) or later")
    rights = sum(right for since, right in SINCE.items() if known >= since)
    asked = _Ruleset(rights, NET if known >= 4 else 0, SCOPES if known >= 6 else 0)
    size = ctypes.c_size_t(ctypes.sizeof(asked))
    ruleset = _libc.syscall(CREATE_RULESET, ctypes.byref(asked), size, ctypes.c_uint32(0))
    done(ruleset, "make a Landlock ruleset")
    for path in paths.readable:
        _allow(ruleset, path, READ_FILE | READ_DIR)
    _allow(ruleset, "/dev/null", READ_FILE | WRITE_FILE)
    _allow(ruleset, paths.desk, READ_FILE | READ_DIR | WRITE_FILE | REMOVE_FILE | MAKE_REG | TRUNCATE)
    done(_libc.syscall(RESTRICT_SELF, ruleset, ctypes.c_uint32(0)), "enforce the Landlock ruleset")
    os.close(ruleset)


def _allow(ruleset: int, path: str, rights: int) -> None:
    beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    if not stat.S_ISDIR(os.fstat(beneath).st_mode):
        rights &= ~(READ_DIR | REMOVE_FILE | MAKE_REG)
    rule = _Beneath(rights, beneath)
    result = _libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(rule), ctypes.c_uint32(0))
    done(result, f"allow {path}")
    os.close(beneath)


def overfull(desk: str, most: int) -> bool:
    """Whether a desk holds more than `most` bytes or MOST_FILES files. There is no file system of one's own
    here that would be full by itself."""
    used = files = 0
    with os.scandir(desk) as entries:
        for entry in entries:
            files += 1
            try:
                used += entry.stat(follow_symlinks=False).st_blocks * 512
            except FileNotFoundError:
                continue
    return used > most or files > MOST_FILES
