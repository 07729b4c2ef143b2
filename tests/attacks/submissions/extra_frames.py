"""Sends two whole answers for one question."""
# replies: Died

# %%
import os


def attack(x):
    body = b"\x92\xa8answered\x91\x93\xa4gave\x94\xa5array\xa7float64\x90\xc4\x08" + bytes(8) + b"\x80"
    os.write(3, 2 * (len(body).to_bytes(4, "little") + body))
    os._exit(0)
