"""The system call filter: what numpy, matplotlib and IPython need to compute, and nothing else.

An allow-list: a call that nobody thought of is refused. The rest answers EPERM, which probing libraries
survive; clone3 answers ENOSYS, so that glibc falls back to clone and reports a plain error. No process,
thread, socket, namespace, mount, key, lock or shared memory is to be had under it, nor a look at another
process.
"""

import errno
import functools
import tempfile

try:
    import pyseccomp
except (ImportError, RuntimeError, OSError, TypeError):  # not installed, or no libseccomp to bind to
    pyseccomp = None

ALLOWED = """
read write readv writev pread64 pwrite64 preadv pwritev lseek close close_range
open openat creat stat lstat fstat newfstatat statx access faccessat faccessat2 readlink readlinkat
getcwd chdir fchdir getdents getdents64 mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2
link linkat symlink symlinkat truncate ftruncate fallocate fsync fdatasync dup dup2 dup3
chmod fchmod fchmodat utime utimes utimensat umask statfs fstatfs copy_file_range sendfile
poll ppoll select pselect6 pipe pipe2
mmap munmap mprotect mremap brk msync
rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack pause
setitimer getitimer alarm nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times
restart_syscall kill tkill tgkill
getpid getppid gettid getpgrp getpgid getsid getuid geteuid getgid getegid getresuid getresgid getgroups
uname sysinfo getrusage getrlimit getpriority sched_yield sched_getaffinity getcpu getrandom
futex set_robust_list rseq membarrier arch_prctl set_tid_address exit exit_group
""".split()

# What Landlock does not look after: signals to other processes of the same user, modes and times of any file,
# and blocks that are promised, not written, which fill a disk at once.
BEYOND_LANDLOCK = "kill tkill tgkill chmod fchmod fchmodat utime utimes utimensat fallocate".split()

TCGETS, FIONBIO, FIOCLEX, FIONREAD = 0x5401, 0x5421, 0x5451, 0x541B  # what Python asks of files
# Duplicates, flags, the size of a pipe. Not F_SETOWN and F_SETSIG, which have the kernel send signals. And no
# bell that rings next door, as flock would: locks and leases on files that all may read, or larger pipes, of
# which one user may have so many.
FCNTL = (0, 1, 2, 3, 4, 1030, 1032)
# Of memory one may say how it will be used, that it is free, and where large pages serve. But no slate for
# who comes next: which pages of a shared file are in memory is neither shown (mincore, preadv2 that does not
# wait) nor wiped (fadvise64, MADV_COLD, MADV_PAGEOUT).
MADVISE = (*range(5), 8, 10, 11, *range(14, 20))


def available() -> bool:
    """Whether the filter can be compiled here."""
    return pyseccomp is not None


@functools.cache
def compiled(*, namespaces: bool = True) -> bytes:
    """The filter as BPF instructions for this machine, to be loaded in a child.

    namespaces: the child will have its own, so that some calls reach nobody else.
    """
    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in ALLOWED if namespaces else [name for name in ALLOWED if name not in BEYOND_LANDLOCK]:
        number = _number(name)
        if number is not None:
            rules.add_rule(pyseccomp.ALLOW, number)
    for request in (TCGETS, FIONBIO, FIOCLEX, FIONREAD):
        rules.add_rule(pyseccomp.ALLOW, "ioctl", pyseccomp.Arg(1, pyseccomp.EQ, request))
    for command in FCNTL:
        rules.add_rule(pyseccomp.ALLOW, "fcntl", pyseccomp.Arg(1, pyseccomp.EQ, command))
    for advice in MADVISE:
        rules.add_rule(pyseccomp.ALLOW, "madvise", pyseccomp.Arg(2, pyseccomp.EQ, advice))
    for name in ("preadv2", "pwritev2"):
        rules.add_rule(pyseccomp.ALLOW, name, pyseccomp.Arg(5, pyseccomp.EQ, 0))  # without flags
    rules.add_rule(pyseccomp.ALLOW, "prlimit64", pyseccomp.Arg(2, pyseccomp.EQ, 0))  # asking, never setting
    rules.add_rule(pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def _number(name: str) -> int | None:
    """None: this machine has no such call, as aarch64 has no open."""
    try:
        number: int = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    except (ValueError, OSError):
        return None
    return number if number >= 0 else None
