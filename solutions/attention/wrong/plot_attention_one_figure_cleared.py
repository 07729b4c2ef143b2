"""Makes its figure once, not at each call.

Which line makes the figure, and how often is that line run if your function is called twice?
"""
# caught by: each_picture_has_a_figure_of_its_own
# keeps: 7.75 of 8, because a single picture looks right


ONLY = plt.figure()


def plot_attention(weights, source, target):
    figure = ONLY
    figure.clear()
    axes = figure.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
