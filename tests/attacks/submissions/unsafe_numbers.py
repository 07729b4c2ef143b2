"""Answers with numbers no honest encoder writes: a time of minus infinity, a negative line, a bool of 255."""
# replies: Died

# %%
import math
import os
import struct


def attack(x):
    body = b"\x92\xa8answered\x92" + b"\x92\xa5stuck\xcb" + struct.pack(">d", -math.inf)
    body += b"\x94\xa5threw\xa1E\xa1E\xff"
    os.write(3, len(body).to_bytes(4, "little") + body)
    os._exit(0)
