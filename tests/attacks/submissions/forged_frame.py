"""Writes an answer of its own to the grader's socket before it is asked, and then another."""
# replies: Died | Returned, Died | Returned, Returned

# %%
import os


def attack(x):
    body = b"\x92\xa8answered\x91\x93\xa4gave\x94\xa5array\xa7float64\x90\xc4\x08" + bytes(8) + b"\x80"
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, len(body).to_bytes(4, "little") + body)
        except OSError:
            pass
    return x
