"""Leaves in the kernel whatever runs again with each cell: events, transformers, hooks, formatters, a signal."""
# expected: graded, 8


def spoil(notebook, cells):
    source = """
import signal, sys, warnings
import numpy as np
ip = get_ipython()
for event in ("pre_execute", "post_execute", "pre_run_cell", "post_run_cell"):
    ip.events.register(event, lambda *ran: print("numbers", globals().get("numbers")))
for formatter in ip.display_formatter.formatters.values():
    formatter.for_type(int, lambda value: "<script>alert(1)</script>")
sys.displayhook = sys.excepthook = sys.unraisablehook = lambda *given: 1 / 0
ip.set_custom_exc((Exception,), lambda *given, **named: 1 / 0)
ip.input_transformers_post.append(lambda lines: lines)
signal.signal(signal.SIGALRM, lambda *given: 1 / 0)
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
warnings.simplefilter("error")
np.seterr(all="raise")
3
"""
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "source": source}
    notebook["cells"][1:1] = [cell, {**cell, "source": "4"}, {**cell, "source": "1 / 0"}]
