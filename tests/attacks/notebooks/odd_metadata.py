"""Names of kernels and languages, widgets, tags, raw cells and types of cells that a page might believe."""
# expected: graded, 8

SCRIPT = "<script>alert(1)</script>"


def spoil(notebook, cells):
    state = {"a": {"model_name": "HTMLModel", "state": {"value": SCRIPT}}}
    notebook["metadata"] = {
        "title": SCRIPT,
        "kernelspec": {"name": SCRIPT, "display_name": SCRIPT, "language": "\x1b]0;x\x07"},
        "language_info": {"name": SCRIPT, "pygments_lexer": "../../x", "file_extension": "/../../x"},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": state}},
    }
    for cell in notebook["cells"]:
        cell["id"] = f'"><script>{"y" * 3000}'
        cell["metadata"].update(tags=["remove_cell", SCRIPT, 7, None], jupyter={"source_hidden": SCRIPT})
        cell["execution_count"] = SCRIPT
    raw = {
        "cell_type": "raw",
        "metadata": {"format": "text/html", "raw_mimetype": "text/html"},
        "source": SCRIPT,
    }
    notebook["cells"] += [raw, {**raw, "cell_type": "script"}, {**raw, "cell_type": "heading", "level": 99}]
