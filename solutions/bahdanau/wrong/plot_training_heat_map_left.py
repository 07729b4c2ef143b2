"""Draws the heat map on the left.

Which of the two is to stand on the left?
"""
# caught by: the_loss_is_a_line_over_the_steps, the_cells_show_the_weights


def plot_training(losses, weights, source, target):
    figure, (right, left) = plt.subplots(1, 2, layout="constrained")
    left.plot(range(1, len(losses) + 1), losses, label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(weights, vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
