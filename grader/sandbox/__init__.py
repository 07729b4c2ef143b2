"""Student code runs here, and nowhere else.

Theory of operation
-------------------

Four kinds of process, from the outside in. Only the first is trusted with anything worth stealing, and only
the last ever runs student code.

    grader       imports this module; holds checks, keys, the gradebook; computes every verdict
    └ bubblewrap an empty world: no network, no /proc, no environment; Python, its packages and a few files
      │          of ours, read-only; its own user namespace, in which no further one can be made
      └ zygote   one per grader: all is imported and warmed up, but not a line of student code. To fork it
        │        takes 30 ms, to start Python with pyplot 600
        └ supervisor  one per submission: uses CAP_SYS_ADMIN in bubblewrap's user namespace once, to get
          │           new pid, mount, IPC, network and UTS namespaces; waits, kills, tells what was used
          └ child     one per submission, pid 1 of its namespace: runs the cells, answers the calls

The child gives everything up before the first cell, in this order (`jail.lock`): its one writable folder,
/w, is a new tmpfs of limited size; our source, /box, is covered; its session is its own, as kill(0) knows no
pid namespace; hard limits on memory, file size, descriptors, processes; no capability, in the bounding set
neither; no new privileges; and an allow-list of system calls (`syscalls`) without fork, exec, socket,
unshare, mount or shared memory. The filter matters: the kernel enforces RLIMIT_NPROC on no process whose
user is root outside, and System V segments count against no limit.

What flows:

    control socket   grader → zygote: one byte with the far ends of two new sockets, once per session
    data socket      grader ⇄ child: typed frames (`values.frames`), one answer to one request; the only one
                     that the child has
    status socket    grader ⇄ supervisor: "?" and CPU seconds; end of file, and how the child ended. The
                     child says one word on it and closes it before it is locked up, so it cannot lie about
                     its end, its time or its memory. With that word the kernel tells its pid

Time is kept three times over. The worker interrupts itself (`time_limits`), which names the culprit and costs
little, but which hostile code can switch off. The grader then has its own deadline (`channel`), counted in
CPU seconds that the supervisor reads off the kernel's clock, so that a busy machine costs no student points.
How long a child slept is clear from the time for which it waited for a core (`scheduled`). What all children
of a submission spend is added up, with what the grader computes for it (`time_spent`). RLIMIT_CPU is the last
resort. When the grader goes away, its sockets close, and zygote, supervisors and children end with it;
bubblewrap's --die-with-parent would do so already when the thread ends that started it.

Whatever is killed from outside is made up for, and costs nobody a point. A child: SIGKILL cannot come from
itself, so it is replaced and asked again, twice. The zygote: what was forked from it ends in peace, and the
next session finds another zygote (`launch`). Bubblewrap's inner process: the kernel ends all below it; what
was being graded is graded again in another sandbox, three times at most (`grader.grading.submission`).

A worker that dies is replaced (`session`): a new child runs the cells again, without those that killed it,
and is asked one call at a time until the culprit is found. There is no message that says "correct": a child
that has been taken over completely can send arrays of its own choice, and that is all it could do before.

Bubblewrap runs with an empty environment, as --clearenv leaves the old one readable in /proc/1/environ, and
without --dev, whose /dev/shm has no size limit.

The second best (`landlock`), where nobody may make a user namespace: the same processes without bubblewrap.
The child gives up all capabilities, and by Landlock the right to open any file but the libraries, the
assignment's data and its own folder, in which it can make files, but no folders, links or pipes. The filter
is tighter: no signal to anybody, not even by fcntl; no change of a file's mode or times. What is worse than
in namespaces of one's own:

    a child can ask by name whether a file is there, how large and how old it is, and where a link points;
    it can ask which process ids are taken, and how much time those processes have used;
    nothing is full by itself: its supervisor looks ten times a second at how full the folder is, and what was
    deleted but is still open escapes that, at most 64 files.

Hence three levels, and every report says which it was graded under: bubblewrap, landlock+seccomp, or, where
neither can be built, nothing at all, and nothing is graded. Which it is is found by building it (`probe`).

Trusting all submissions (`probe(trust=True)`), the same processes run with limits and nothing else.
"""

from grader.sandbox import landlock
from grader.sandbox.absent import TOLD as NOT_INSTALLED
from grader.sandbox.advice import ADVICE
from grader.sandbox.budget import Usage
from grader.sandbox.launch import Zygote, start_zygote
from grader.sandbox.session import SandboxBroken, Session
from grader.sandbox.time_limits import Alarm, TimeUp
from grader.sandbox.time_spent import TimeSpent
from grader.sandbox.wall import Wall, isolation_levels, probe

__all__ = [
    "ADVICE",
    "NOT_INSTALLED",
    "Alarm",
    "SandboxBroken",
    "Session",
    "TimeSpent",
    "TimeUp",
    "Usage",
    "Wall",
    "Zygote",
    "isolation_levels",
    "landlock",
    "probe",
    "start_zygote",
]
