"""Looks for the neighbour's process, files, semaphores and sockets."""
# replies: Raised, Raised

# %%
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
print(os.getpid(), os.getppid(), os.listdir("/w"))
for pid in range(2, 50):
    try:
        os.kill(pid, 0)
        print("ESCAPED: there is a process", pid)
    except OSError:
        pass
for number, name in ((64, "semget"), (68, "msgget"), (29, "shmget")):
    if libc.syscall(number, 1234, 1, 0o1666) >= 0:
        print("ESCAPED:", name)
