"""Written in Colab: nbformat 4.0, its ids in the metadata, outputs of its own kinds, a form, a badge."""

from fault import Graded, code, prose

EXPECTED = Graded(
    cells="own own title setup own double double-check own spread spread-check own why",
    repairs=(
        ('"Numbers"', "text", "it has no label; it was recognised by its text"),
        ("double, spread", "function", "it has no label; it was recognised by the function it defines"),
        ("why", "place", "it has no label; it was recognised by its place"),
        (
            '"import numpy as np", the check of double, the check of spread',
            "missing",
            "it was missing and has been put back",
        ),
    ),
    shown=("drive.mount() was skipped: Colab is not there during grading.",),
)


BADGE = '<a href="https://colab.research.google.com/github/ada/tiny.ipynb">Open In Colab</a>'
TYPED = {"application/vnd.google.colaboratory.intrinsic+json": {"type": "string"}, "text/plain": ["6"]}


def broken(notebook):
    for number, one in enumerate(notebook["cells"]):
        one["metadata"] = {"id": f"Zx{number}_aBcDeFg"}
        one.pop("id")
        if one["cell_type"] == "code":
            one["source"] = f'#@title {number} {{ display-mode: "form" }}\n{one["source"]}'
            one["outputs"] = [{"output_type": "execute_result", "data": TYPED, "metadata": {}}]
    notebook["cells"].insert(0, prose(BADGE))
    notebook["cells"].insert(1, code("from google.colab import drive\ndrive.mount('/content/drive')"))
    return {**notebook, "nbformat_minor": 0, "metadata": {"colab": {"provenance": []}, "accelerator": "GPU"}}
