"""Exchanges the names of the axes.

Read the name of the x axis, then the words along it. Were these read or written?
"""
# caught by: both_axes_are_named
# keeps: 7.75 of 8, because everything but two words is right


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("target")
    axes.set_ylabel("source")
    figure.colorbar(cells)
    return axes
