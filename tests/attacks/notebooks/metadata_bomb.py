"""Fills every field of metadata with scripts, deep nests and other types than belong there."""
# expected: graded, 8


def spoil(notebook, cells):
    nest = []
    for _ in range(500):
        nest = [nest]
    notebook["metadata"] = {
        "kernelspec": {"name": "<script>ran = 1</script>", "language": 7, "display_name": "../../x"},
        "language_info": {"name": "'><script>ran = 1</script>", "nbconvert_exporter": "script"},
        "title": "<script>ran = 1</script>",
        "widgets": nest,
        "authors": "x" * 1_000_000,
    }
    for cell in notebook["cells"]:
        cell["metadata"] |= {"tags": ["<script>ran = 1</script>"], "deep": nest, "collapsed": nest}
        cell["execution_count"] = nest
