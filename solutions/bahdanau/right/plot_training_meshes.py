"""A mesh, ticks in the middle of its cells, and axes placed by hand."""

import matplotlib.pyplot as plt


def plot_training(losses, weights, source, target):
    figure = plt.figure(figsize=(8, 3))
    left, right = figure.add_axes([0.1, 0.2, 0.3, 0.7]), figure.add_axes([0.5, 0.2, 0.4, 0.7])
    left.semilogy(np.arange(1, len(losses) + 1), losses, "o-", label="loss")
    left.legend(loc="upper right")
    left.set(xlabel="step of training", ylabel="mean loss")
    cells = right.pcolormesh(np.array(weights), vmin=0.0, vmax=1.0, cmap="Greys")
    right.set_xticks(np.arange(len(source)) + 0.5, labels=source, rotation=90)
    right.set_yticks(np.arange(len(target)) + 0.5, labels=target)
    right.invert_yaxis()
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells, ax=right)
    return figure
