"""Keeps a figure for each number of words, and draws the next picture of that size into it.

Draw two sentences of as many words. What becomes of the first picture?
"""
# caught by: each_picture_has_a_figure_of_its_own
# keeps: 7.75 of 8, because a single picture is right

_figures = {}


def plot_attention(weights, source, target):
    if weights.shape not in _figures:
        _figures[weights.shape] = plt.figure()
    figure = _figures[weights.shape]
    figure.clear()
    axes = figure.add_subplot()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
