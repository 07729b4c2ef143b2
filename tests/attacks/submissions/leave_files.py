"""Leaves files and poisoned byte code for the next submission."""
# replies: Raised, Raised

# %%
import os
import sysconfig

open("left.txt", "w").write("for the next one")
os.makedirs("__pycache__", exist_ok=True)
open("numpy.py", "w").write("print('poisoned')")
for folder in (sysconfig.get_path("stdlib"), sysconfig.get_path("purelib"), "/usr/lib", "/"):
    try:
        open(f"{folder}/left.py", "w").write("x")
        print("ESCAPED", folder)
    except OSError as problem:
        print(problem)
