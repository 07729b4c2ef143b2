"""Lays the weights of a single word read down into a row.

Print the shape of what you draw, where one word is read and two are written. Which call changes it?
"""
# caught by: the_cells_show_the_weights
# keeps: 5 of 8, because most sentences have more than one word


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.plot(range(1, len(losses) + 1), losses, label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(np.atleast_2d(np.squeeze(weights)), vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
