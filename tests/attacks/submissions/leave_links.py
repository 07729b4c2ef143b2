"""Leaves links to files of others in its folder, for whoever clears it away to follow."""
# replies: Raised, Raised

# %%
import os

for number, path in enumerate(["/tmp/grader-canary", "/tmp/grader-canary/secret.txt", "/"]):
    try:
        os.symlink(path, f"link-{number}")
        print(os.listdir(f"link-{number}"), open(f"link-{number}/secret.txt").read())
        print("ESCAPED")
    except OSError as problem:
        print(problem)
os.mkfifo("pipe")
