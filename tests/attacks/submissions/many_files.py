"""Makes a hundred thousand empty files, to leave nobody else an inode."""
# replies: Died | Raised, Raised

# %%
import os

made = 0
for number in range(100_000):
    try:
        os.close(os.open(f"file-{number}", os.O_CREAT | os.O_WRONLY))
        made += 1
    except OSError as problem:
        print(made, problem)
        break
if made > 50_000:
    print("ESCAPED:", made, "files")
