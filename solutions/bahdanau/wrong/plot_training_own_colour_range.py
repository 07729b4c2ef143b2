"""Lets the colours run from the smallest weight to the largest.

In which colour is a weight of 0.5 in two pictures?
"""
# caught by: the_cells_show_the_weights
# keeps: 5 of 8, because the curve is right


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.plot(range(1, len(losses) + 1), losses, label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(weights)
    right.set_xticks(range(len(source)), source)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
