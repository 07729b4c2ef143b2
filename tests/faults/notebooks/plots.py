"""plt.show() in the stub's cell and inside the function."""

from fault import Graded, cell

EXPECTED = Graded(shown=("<Figure size 640x480 with 1 Axes>",))


def broken(notebook):
    cell(notebook, "double")["source"] = (
        "import matplotlib.pyplot as plt\n"
        "def double(numbers):\n    plt.plot(numbers)\n    plt.show()\n    return 2 * numbers\n"
        "double([1, 2])\nplt.show()"
    )
    return notebook
