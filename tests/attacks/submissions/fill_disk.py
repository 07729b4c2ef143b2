"""Writes until every disk it can reach is full."""
# replies: Raised, Raised

# %%
import os

written = 0
for number in range(100):
    try:
        for folder in (".", "/tmp", "/dev/shm", "/var/tmp", "/dev"):
            try:
                with open(f"{folder}/{number}", "wb") as file:
                    for _ in range(64):
                        written += file.write(os.urandom(1 << 20))
            except OSError:
                pass
    except MemoryError:
        break
print("ESCAPED" if written > 64 << 20 else "held", written >> 20, "MB")
