"""Writes the numbers beside the colour bar in the opposite order.

Take a cell with the weight 1. Which number stands at its colour in the bar?
"""
# caught by: a_colour_bar_explains_the_colours
# keeps: 7.5 of 8, because the picture itself is right


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    bar = figure.colorbar(cells)
    bar.set_ticks([0, 0.5, 1], labels=["1", "0.5", "0"])
    return axes
