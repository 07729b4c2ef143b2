"""Starts programs, by every door Python and IPython have."""
# replies: Raised, Raised

# %%
import os
import subprocess
import sys

for start in (
    lambda: subprocess.check_output([sys.executable, "-c", "print(1)"]),
    lambda: os.execv(sys.executable, [sys.executable]),
    lambda: os.posix_spawn(sys.executable, [sys.executable], {}),
    lambda: __import__("multiprocessing").Process(target=print).start(),
):
    try:
        print("ESCAPED", start())
    except (OSError, FileNotFoundError) as problem:
        print(type(problem).__name__)
if os.system("true") == 0:
    print("ESCAPED: a shell")

# %%
# !id

# %%
get_ipython().system("id")
get_ipython().run_cell_magic("bash", "", "id")
