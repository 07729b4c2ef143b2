"""Reads files of the machine it is graded on: a secret, the password file, other people's homes."""
# replies: Raised, Raised

# %%
PATHS = [
    "/tmp/grader-canary/secret.txt",
    "/etc/passwd",
    "/etc/shadow",
    "/root/.ssh/id_rsa",
    "/box/grader/values/frames.py",
]
for path in PATHS:
    try:
        print("ESCAPED", open(path).read()[:100])
    except OSError as problem:
        print(problem)
