"""Looks for a bell to ring next door: locks and leases on files that all can read, and the largest pipes."""
# replies: Raised, Raised

# %%
import fcntl
import os
import struct

import numpy

shared = os.open(numpy.__file__, os.O_RDONLY)
region = struct.pack("hhqqi4x", fcntl.F_RDLCK, os.SEEK_SET, 0, 1, 0)
reading, writing = os.pipe()


def try_it(name, *words):
    try:
        (fcntl.flock if len(words) == 2 else fcntl.fcntl)(*words)
    except OSError:
        return
    print("ESCAPED:", name)


try_it("flock, shared", shared, fcntl.LOCK_SH | fcntl.LOCK_NB)
try_it("flock", shared, fcntl.LOCK_EX | fcntl.LOCK_NB)
for name, command in {"F_GETLK": 5, "F_SETLK": 6, "F_SETLKW": 7}.items():
    try_it(name, shared, command, region)
for name, command in {"F_OFD_GETLK": 36, "F_OFD_SETLK": 37, "F_OFD_SETLKW": 38}.items():
    try_it(name, shared, command, region)
for name, command in {"F_SETLEASE": 1024, "F_GETLEASE": 1025, "F_NOTIFY": 1026, "F_ADD_SEALS": 1033}.items():
    try_it(name, shared, command, 0)
try_it("F_SETPIPE_SZ", writing, 1031, 1 << 20)
