"""Takes the same figure again at each call.

Do two calls draw into one figure, or into two? Which line decides that?
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
