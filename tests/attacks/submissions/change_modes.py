"""Changes modes, times and lengths of files it cannot open, and renames or links them."""
# replies: Raised, Raised

# %%
import os

PATH = "/tmp/grader-canary/secret.txt"
TRIES = {
    "chmod": lambda: os.chmod(PATH, 0o777),
    "chmod the folder": lambda: os.chmod("/tmp/grader-canary", 0o777),
    "times": lambda: os.utime(PATH, (0, 0)),
    "truncate": lambda: os.truncate(PATH, 0),
    "open and truncate": lambda: os.open(PATH, os.O_RDONLY | os.O_TRUNC),
    "link": lambda: os.link(PATH, "mine"),
    "rename": lambda: os.rename(PATH, "mine"),
    "rename over": lambda: os.rename("own", PATH),
    "unlink": lambda: os.unlink(PATH),
    "attribute": lambda: os.setxattr(PATH, "user.x", b"y"),
    "owner": lambda: os.chown(PATH, 0, 0),
}
open("own", "w").write("x")
for name, attempt in TRIES.items():
    try:
        print("ESCAPED", name, attempt())
    except OSError as problem:
        print(name, problem)
