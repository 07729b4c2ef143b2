"""Looks for a slate to write on next door: which pages of a file that all can read the kernel has in memory."""
# replies: Raised, Raised

# %%
import ctypes
import mmap
import os

import numpy

libc = ctypes.CDLL(None, use_errno=True)
shared = os.open(numpy.__file__, os.O_RDONLY)
pages = mmap.mmap(shared, 0, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE)
first = ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(pages)))
seen = (ctypes.c_ubyte * 1)()


def try_it(name, answer):
    try:
        if answer() in (None, 0, 1):  # nothing to say, no error, or a byte that was there already
            print("ESCAPED:", name)
    except OSError:
        pass


try_it("wipe", lambda: os.posix_fadvise(shared, 0, 0, os.POSIX_FADV_DONTNEED))
try_it("look by preadv2", lambda: os.preadv(shared, [bytearray(1)], 0, os.RWF_NOWAIT))
try_it("look by mincore", lambda: libc.mincore(first, ctypes.c_size_t(1), seen))
for name, advice in {"MADV_COLD": 20, "MADV_PAGEOUT": 21, "MADV_POPULATE_READ": 22}.items():
    try_it(name, lambda advice=advice: libc.madvise(first, ctypes.c_size_t(4096), advice))
