"""Has the kernel kill its parent, the owner of a pipe: no call of kill is needed for that."""
# replies: Raised, Raised

# %%
import fcntl
import os
import signal

F_SETSIG, F_SETOWN_EX = 10, 15
reading, writing = os.pipe()
for target in (os.getppid(), os.getppid() - 1, -1):
    try:
        fcntl.fcntl(reading, F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(reading, fcntl.F_SETOWN, target)
        fcntl.fcntl(reading, fcntl.F_SETFL, os.O_ASYNC)
        print("ESCAPED: signals will go to", target)
        os.write(writing, b"x")
    except OSError as problem:
        print(problem)
