"""Looks for other processes' environment and memory in /proc."""
# replies: Raised, Raised

# %%
import glob

for path in ["/proc/1/environ", "/proc/self/environ", "/proc/1/mem", "/proc/1/cmdline", "/proc/self/maps"]:
    try:
        print("ESCAPED", open(path, "rb").read(200))
    except OSError as problem:
        print(problem)
print(glob.glob("/proc/*"))
