"""Draws every picture into the same axes.

Where is the first picture when you draw the second?
"""
# caught by: one_heat_map_is_drawn
FIGURE, AXES = plt.subplots()


def plot_attention(weights, source, target):
    figure, axes = FIGURE, AXES
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
