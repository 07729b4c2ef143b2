"""A square patch for every pair of words, in one collection."""

from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    squares = [Rectangle((column, row), 1, 1) for row in range(len(target)) for column in range(len(source))]
    cells = PatchCollection(squares, array=np.ravel(weights), clim=(0, 1))
    axes.add_collection(cells)
    axes.set(xlim=(0, len(source)), ylim=(len(target), 0), aspect="equal")
    axes.set_xticks([place + 0.5 for place in range(len(source))], source)
    axes.set_yticks([place + 0.5 for place in range(len(target))], target)
    axes.set_xlabel("source words")
    axes.set_ylabel("target words")
    figure.colorbar(cells, ax=axes, label="weight")
    return axes
