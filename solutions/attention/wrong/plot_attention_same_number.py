"""Takes one figure for all its pictures.

Draw two pictures. Which line makes the figure of the second, and how does it find that of the first?
"""
# caught by: each_picture_has_a_figure_of_its_own
# keeps: 7.75 of 8, because a single picture is right


def plot_attention(weights, source, target):
    figure = plt.figure("attention", clear=True)
    axes = figure.add_subplot()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
