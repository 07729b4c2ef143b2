"""Lays a pale sheet over all cells, so that the numbers on it can be read.

Compare a cell with the colour bar. Do both say the same?
"""
# caught by: all_of_each_cell_is_seen
# keeps: 7.75 of 8, because cells and words are right, but for what is drawn over them


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.axhspan(-0.5, len(target) - 0.5, color="white", alpha=0.5)
    for (row, column), weight in np.ndenumerate(weights):
        axes.text(column, row, f"{weight:.2f}", ha="center", va="center")
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
