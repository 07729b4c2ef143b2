"""Answers with an array whose shape promises far more than its data."""
# replies: Died

# %%
import os


def attack(x):
    huge = b"\x92\xa8answered\x91\x93\xa4gave\x94\xa5array\xa7float64\x92\xce\x3b\x9a\xca\x00\xce\x3b\x9a\xca\x00\xc4\x08"
    body = huge + bytes(8) + b"\x80"
    os.write(3, len(body).to_bytes(4, "little") + body)
    os._exit(0)
