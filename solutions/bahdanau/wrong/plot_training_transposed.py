"""Lets the rows stand for the words read.

Which way do the words written go in the picture, and which way their weights?
"""
# caught by: the_cells_show_the_weights
# keeps: 5 of 8, because the curve is right


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.plot(range(1, len(losses) + 1), losses, label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(weights.T, vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
