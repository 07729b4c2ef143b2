"""Replaces the grader, Hypothesis and the checks before the self-check runs."""
# expected: graded, 3


def spoil(notebook, cells):
    cells["double"]["source"] = """
import sys, types

class Yes(types.ModuleType):
    def __getattr__(self, name):
        return lambda *a, **k: Yes("yes")
    def __call__(self, *a, **k):
        return True

for name in ("grader", "grader.checks", "hypothesis", "hypothesis.strategies", "numpy.testing", "msgspec"):
    sys.modules[name] = Yes(name)
selfcheck = lambda *a: 6
get_ipython().user_ns["selfcheck"] = selfcheck

def double(numbers):
    return numbers
"""
