"""Is right the first time it is asked something, and answers nonsense when asked the same again."""
# expected: graded, 7


def spoil(notebook, cells):
    cells["double"]["source"] = """
asked = set()

def double(numbers):
    again = numbers.tobytes() in asked
    asked.add(numbers.tobytes())
    return numbers if again else 2 * numbers
"""
