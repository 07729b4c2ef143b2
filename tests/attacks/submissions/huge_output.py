"""Prints without end, to Python's stdout and to the process's own."""
# replies: Raised, Raised

# %%
import os

for _ in range(2000):
    print("x" * 100_000)
    os.write(1, b"y" * 100_000)

# %%
from IPython.display import HTML, display

for _ in range(2000):
    display(HTML("<b>z</b>" * 1000))
