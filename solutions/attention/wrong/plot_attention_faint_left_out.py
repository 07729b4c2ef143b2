"""Leaves out the weights that are nearly zero.

A reader sees an empty cell. Was there no weight, or did you hide it?
"""
# caught by: faint_weights_are_drawn_as_they_are
# keeps: 7.75 of 8, because all that one can see at a glance is right


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(np.where(weights < 0.01, 0, weights), vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
