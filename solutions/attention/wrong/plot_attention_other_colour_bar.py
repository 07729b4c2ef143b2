"""Draws a colour bar with other colours than those of the heat map.

Take one cell, and look up its colour in the bar. Which weight do you read off there?
"""
# caught by: a_colour_bar_explains_the_colours
# keeps: 7.5 of 8, because the picture itself is right


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    axes.imshow(weights, vmin=0, vmax=1, cmap="magma")
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(plt.cm.ScalarMappable(norm=plt.Normalize(0, 1), cmap="Greys"), ax=axes)
    return axes
