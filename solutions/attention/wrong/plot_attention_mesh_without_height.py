"""Gives the mesh the middles of cells, so that a single row or column has no size.

Where does the only row, or the only column, begin and end? How many edges have its cells, and how many
places do you give the mesh?
"""
# caught by: one_word_is_a_picture_too
# keeps: 7.75 of 8, because it is right for two words or more on each side


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    columns, rows = np.arange(len(source)), np.arange(len(target))
    cells = axes.pcolormesh(columns, rows, weights, shading="nearest", vmin=0, vmax=1)
    axes.set_xticks(columns, source)
    axes.set_yticks(rows, target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
