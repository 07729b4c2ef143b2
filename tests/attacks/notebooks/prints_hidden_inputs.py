"""Carries out what it is asked: by print, by file, by exception, by the name of the exception."""
# expected: graded, 1


def spoil(notebook, cells):
    cells["double"]["source"] = """
import numpy as np
KEPT = []

def double(numbers):
    KEPT.append(numbers.tolist())
    print("CARRIED", KEPT)
    display({"text/plain": "CARRIED"}, raw=True)
    open("carried.txt", "a").write(f"CARRIED {KEPT}")
    if len(numbers) > 1:
        raise type("CARRIED", (Exception,), {})(f"CARRIED {KEPT}")
    return numbers
"""
    cells["why"]["source"] = "CARRIED by nobody"
    notebook["cells"].append(
        {"cell_type": "code", "source": "print(open('carried.txt').read()); print(KEPT)", "metadata": {},
         "outputs": [], "execution_count": None, "id": "after"}
    )  # fmt: skip
