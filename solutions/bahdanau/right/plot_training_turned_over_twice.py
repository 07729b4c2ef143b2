"""Turns the rows over, their words too, and draws from below: the first row is on top again."""

import matplotlib.pyplot as plt


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.loglog(range(1, len(losses) + 1), losses, label="loss")
    left.set(xlabel="step", ylabel="loss", xscale="linear")
    left.legend()
    cells = right.imshow(np.array(weights)[::-1], origin="lower", vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source, rotation=90)
    right.set_yticks(range(len(target)), target[::-1])
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
