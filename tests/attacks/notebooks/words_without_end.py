"""Markdown, names and comments whose every beginning has no end: links, fences, formulas, dots, tags."""
# expected: graded, 8

N = 10_000


def spoil(notebook, cells):
    texts = ["](" * N, "```py\n" * N, "\\begin{a}" * N, "<b>" * N, "[" * N, "double " * N, "def double\n" * N]
    code = [
        "import " + "a." * N + "a",
        "double = 1;" * N,
        "(" * N,
        "x = [" + "1," * N + "]",
        "# double\n" * N,
    ]
    for number, text in enumerate(texts):
        notebook["cells"].append(
            {"cell_type": "markdown", "source": text, "metadata": {}, "id": f"text-{number}"}
        )
    for number, text in enumerate(code):
        own = {"cell_type": "code", "source": f"if 0:\n  {text}" if number == 1 else text, "metadata": {}}
        notebook["cells"].append({**own, "outputs": [], "execution_count": None, "id": f"code-{number}"})
