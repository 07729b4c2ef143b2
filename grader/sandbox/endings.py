"""How workers end that were not told to, in words."""

import signal

from grader.sandbox.channel import Ending
from grader.values import CellRun, Died, Hung, Output
from grader.wording import counted


def reason(ending: Ending) -> str:
    """How a worker ended that was not told to. Its own end shows as an exit or a signal."""
    if ending.status >= 0:
        return f"ended the process with exit status {ending.status}"
    if ending.status == -signal.SIGKILL:
        return "closed the connection to the grader, or used up the process's time or disk"
    try:
        name = signal.Signals(-ending.status).name
    except ValueError:
        name = f"number {-ending.status}"
    return f"ended the process by signal {name}"


def how(reply: Hung | Died) -> str:
    """What a cell did that got such a reply, in words that follow its name."""
    if isinstance(reply, Hung) and reply.together:
        return f"was ended, as all took {counted(reply.seconds, 'second')} together"
    if isinstance(reply, Hung):
        return f"did not finish within {counted(reply.seconds, 'second')} and could not be interrupted"
    return reply.reason


def not_run(number: int, problem: str) -> CellRun:
    """What such a cell leaves behind. problem: what it did."""
    text = f"cell {number} {problem}"
    data = {"ename": "WorkerDied", "evalue": text, "traceback": f"WorkerDied: {text}"}
    return CellRun((Output("error", data),), f"WorkerDied: {text}", problem)
