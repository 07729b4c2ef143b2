"""Cuts the colour bar off at the largest weight.

From where to where goes the axis of your colour bar?
"""
# caught by: the_cells_show_the_weights
# keeps: 5 of 8, because all else in both pictures is right


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.plot(range(1, len(losses) + 1), losses, label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(weights, vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells).ax.set_ylim(0, np.max(weights))
    return figure
