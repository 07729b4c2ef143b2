"""Runs inside: locks the calling process up. Standard library only.

Linux by ctypes, as os.unshare exists only from Python 3.12 on. Numbers are from the kernel's uapi headers.
"""

import contextlib
import ctypes
import os
import resource
import sys
from typing import NamedTuple

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWPID, CLONE_NEWNET = (
    0x00020000, 0x04000000, 0x08000000, 0x20000000, 0x40000000,
)  # fmt: skip
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_REC, MS_PRIVATE = 1, 2, 4, 1 << 14, 1 << 18
PR_SET_SECCOMP, PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 22, 23, 24, 38, 47
PR_CAP_AMBIENT_CLEAR_ALL, SECCOMP_MODE_FILTER, CAPABILITY_VERSION_3 = 4, 2, 0x20080522

DESK = "/w"  # the one writable folder
SHELF = "/box"  # where our own source is, hidden from the child
HELLO = {"child": "begins"}  # a child's only word on the status socket, before it is locked up


class Bounds(NamedTuple):
    """Hard limits of one child. Bytes and seconds."""

    memory: int
    disk: int
    cpu: int


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


_libc = ctypes.CDLL(None, use_errno=True)


def done(result: int, what: str) -> None:
    """Raises: OSError: a system call answered `result` below 0; `what` was to be done."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def prctl(what: str, option: int, *arguments: int) -> None:
    """Raises: OSError: as `done`."""
    padded = (*arguments, 0, 0, 0, 0)[:4]
    done(_libc.prctl(option, *(ctypes.c_ulong(argument) for argument in padded)), what)


def leave_namespaces() -> None:
    """Give this process its own mounts, names, IPC and network, and its next child its own pid 1.

    The user namespace is the one bubblewrap made, in which this process holds CAP_SYS_ADMIN until its child
    gives everything up. So no user namespace need ever be made inside, and bubblewrap can forbid them.
    """
    flags = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWPID | CLONE_NEWNET
    done(_libc.unshare(flags), "unshare")


def set_limits(bounds: Bounds) -> None:
    """Hard limits. The processor's is a backstop: the trusted side keeps the real time."""
    values = {
        "AS": bounds.memory, "FSIZE": bounds.disk, "CPU": bounds.cpu,
        "NOFILE": 64, "CORE": 0, "MEMLOCK": 0, "MSGQUEUE": 0, "NPROC": 0,
    }  # fmt: skip
    for name, value in values.items():
        number = getattr(resource, f"RLIMIT_{name}", None)
        if number is not None:
            with (
                contextlib.suppress(ValueError, OSError)
                if sys.platform != "linux"
                else contextlib.nullcontext()
            ):
                hard = resource.getrlimit(number)[1]
                value = value if hard == resource.RLIM_INFINITY else min(value, hard)
                resource.setrlimit(number, (value, value))


def lock(bounds: Bounds, filter_: bytes) -> None:
    """The last trusted act of a child: own folder, limits, no capability, and the system call filter."""
    done(_libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "make mounts private")
    _mount(DESK, f"size={bounds.disk},nr_inodes=4096,mode=700")
    _mount(SHELF, "size=4k,mode=0", MS_RDONLY)
    os.chdir(DESK)
    set_limits(bounds)
    _empty_bounding_set()
    drop_capabilities()
    prctl("no new privileges", PR_SET_NO_NEW_PRIVS, 1)
    load_filter(filter_)


def _mount(where: str, options: str, flags: int = 0) -> None:
    result = _libc.mount(b"none", where.encode(), b"tmpfs", flags | MS_NOSUID | MS_NODEV, options.encode())
    done(result, f"mount {where}")


def _empty_bounding_set() -> None:
    number = 0
    while _libc.prctl(PR_CAPBSET_READ, number, 0, 0, 0) >= 0:
        prctl("drop from the bounding set", PR_CAPBSET_DROP, number)
        number += 1


def drop_capabilities() -> None:
    """All that this process holds."""
    prctl("clear ambient capabilities", PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    done(_libc.capset(header, (ctypes.c_uint32 * 6)()), "drop capabilities")


def load_filter(filter_: bytes) -> None:
    """`filter_`: BPF instructions of 8 bytes each, as sandbox.syscalls compiles them."""
    program = _Program(len(filter_) // 8, filter_)
    result = _libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    done(result, "load the system call filter")
