"""Answers one call with ten thousand replies."""
# replies: Died

# %%
import os


def attack(x):
    reply = b"\x94\xa5threw\xa1E\xa1E\x00"
    body = b"\x92\xa8answered\xdc\x27\x10" + reply * 10_000
    frame = memoryview(len(body).to_bytes(4, "little") + body)
    while frame:
        frame = frame[os.write(3, frame) :]
    os._exit(0)
