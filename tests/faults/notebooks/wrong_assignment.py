"""The notebook of another assignment was handed in."""

from fault import Unreadable, code, prose

EXPECTED = Unreadable("no cell of this assignment is in it; is it the notebook of another one?")


def broken(notebook):
    answer = code("def triple(numbers):\n    return 3 * numbers")
    answer["metadata"] = {"nbgrader": {"grade_id": "triple", "solution": True, "schema_version": 3}}
    cells = [prose("# Another week\n\nThis time it is about threes."), answer, code('selfcheck("triple")')]
    return {**notebook, "cells": cells}
