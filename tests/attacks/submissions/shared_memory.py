"""Takes memory that no limit on a process counts: System V segments, memfd, POSIX shared memory."""
# replies: Raised, Raised

# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
if libc.shmget(0, 256 << 20, 0o1600) >= 0:
    print("ESCAPED: a System V segment")
if libc.syscall(319, b"x", 0) >= 0:
    print("ESCAPED: a memfd")
if libc.mq_open(b"/x", 66, 0o600, None) >= 0:
    print("ESCAPED: a message queue")

# %%
from multiprocessing import shared_memory

shared_memory.SharedMemory(create=True, size=1 << 28)
print("ESCAPED: POSIX shared memory")
