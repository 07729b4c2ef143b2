"""Tells of a hidden check, whose numbers alone are beyond 9, by how it fails public ones after that."""
# expected: graded, 6


def spoil(notebook, cells):
    cells["spread"]["source"] = """
HIDDEN = []

def spread(numbers):
    HIDDEN.extend(number for number in numbers.tolist() if abs(number) > 9)
    if len(numbers) > 1:
        name = "ESC" + "APED" if HIDDEN else "Quiet"
        raise type(name, (Exception,), {})(f"{name} {HIDDEN}")
    return numbers[0], numbers[0]
"""
