"""Leaves the axes of the heat map without names.

Somebody who knows neither language looks at the picture. Which axes do your names go to, if you give any?
"""
# caught by: both_axes_are_named
# keeps: 7.75 of 8, because the picture is right, and only the axes' names are missing


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    figure.colorbar(cells)
    return axes
