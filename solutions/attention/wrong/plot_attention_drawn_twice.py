"""Draws the heat map twice.

How many pictures lie on top of each other?
"""
# caught by: one_heat_map_is_drawn


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    axes.imshow(weights)
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
