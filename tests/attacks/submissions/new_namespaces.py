"""Makes namespaces, mounts, changes root, and uses the kernel's odder corners."""
# replies: Raised, Raised

# %%
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
TRIES = {
    "unshare": (272, 0x10000000), "unshare mounts": (272, 0x20000), "mount": (165, b"none", b"/w", b"tmpfs", 0, None),
    "umount": (166, b"/box", 2), "pivot_root": (155, b"/w", b"/w"), "chroot": (161, b"/w"), "setns": (308, 0, 0),
    "keyctl": (250, 0, 0), "bpf": (321, 0, 0, 0), "io_uring": (425, 1, 0), "userfaultfd": (323, 0),
    "setuid": (105, 0), "personality": (135, 0x40000), "init_module": (175, 0, 0, 0), "clone3": (435, 0, 0),
    "add_key": (248, b"user", b"x", b"y", 1, -3), "open_by_handle": (304, 0, 0, 0), "socketpair": (53, 1, 1, 0, 0),
}  # fmt: skip
for name, (number, *arguments) in TRIES.items():
    ctypes.set_errno(0)
    result = libc.syscall(number, *arguments)
    error = ctypes.get_errno()
    print("refused" if result < 0 and error in (1, 38) else "ESCAPED", name, result, error)
