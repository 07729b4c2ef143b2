"""Calls its exception class, and what it says, by names that are markup; the page must only show them."""
# expected: graded, 1


def spoil(notebook, cells):
    cells["double"]["source"] = """
def double(numbers):
    raise type("<img src=x onerror=ran=1>", (Exception,), {})("</pre></code><script>ran = 1</script>{{ 7 * 7 }}")
"""
