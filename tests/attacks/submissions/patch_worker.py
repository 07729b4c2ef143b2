"""Finds the worker's own functions on the stack and among all objects, and replaces them."""
# replies: Raised, Raised

# %%
import gc
import sys
import types

frame = sys._getframe()
while frame:
    if "serve" in frame.f_code.co_name or "answer" in frame.f_globals:
        for name, value in list(frame.f_globals.items()):
            if isinstance(value, types.FunctionType):
                frame.f_globals[name] = lambda *a, **k: None
    frame = frame.f_back
for function in gc.get_objects():
    if isinstance(function, types.FunctionType) and str(function.__module__).startswith("grader."):
        function.__code__ = (lambda *a, **k: None).__code__


def attack(x):
    return x
