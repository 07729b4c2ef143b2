"""Cuts the colour bar off at the largest weight.

From where to where goes the axis of your colour bar?
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
    bar.ax.set_ylim(0, np.max(weights))
    return axes
