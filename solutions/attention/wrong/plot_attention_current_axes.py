"""Draws into whatever axes are current.

A heat map is drawn for one sentence, and then for another. Where does the second one land?
"""
# caught by: each_picture_has_a_figure_of_its_own
# keeps: 7.75 of 8, because a single picture looks right


def plot_attention(weights, source, target):
    axes = plt.gca()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    plt.colorbar(cells)
    return axes
