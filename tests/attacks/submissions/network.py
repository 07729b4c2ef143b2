"""Phones home, listens on the loopback, and looks for abstract sockets of its neighbours."""
# replies: Raised, Raised

# %%
import socket

TRIES = [
    (socket.AF_INET, ("1.1.1.1", 53)),
    (socket.AF_INET, ("127.0.0.1", 22)),
    (socket.AF_UNIX, "\0grader"),
    (socket.AF_UNIX, "/run/systemd/private"),
]
for family, address in TRIES:
    try:
        socket.socket(family, socket.SOCK_STREAM).connect(address)
        print("ESCAPED: connected to", address)
    except OSError as problem:
        print(problem)
for kind in (socket.SOCK_DGRAM, socket.SOCK_RAW):
    try:
        socket.socket(socket.AF_INET, kind)
        print("ESCAPED: got a socket of kind", kind)
    except OSError as problem:
        print(problem)
