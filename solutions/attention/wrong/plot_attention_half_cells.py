"""Ends the axes in the middle of the outer cells.

Where does a cell begin and end whose middle is at 0?
"""
# caught by: all_of_each_cell_is_seen
# keeps: 7.75 of 8, because everything is there but half of the outer cells


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlim(0, len(source) - 1)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
