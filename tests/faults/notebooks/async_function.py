"""`double` is async, so that a call gives no array but a promise."""

from fault import Graded, cell

EXPECTED = Graded(
    lost={
        "double": (1, "double(numbers) is a value of type coroutine, expected one array of numbers"),
        "spread": (1, "double(numbers) is a value of type coroutine, expected one array of numbers"),
    }
)


def broken(notebook):
    cell(notebook, "double")["source"] = "async def double(numbers):\n    return 2 * numbers"
    return notebook
