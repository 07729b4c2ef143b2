"""Ends the loss axis at 0.001, wherever the losses end.

The last losses are 0.0001. Where in the picture are they?
"""
# caught by: the_loss_is_a_line_over_the_steps
# keeps: 5 of 8, because the heat map is right


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.semilogy(range(1, len(losses) + 1), losses, label="loss")
    left.set(xlabel="step", ylabel="loss", ylim=(0.001, 10))
    left.legend()
    cells = right.imshow(weights, vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
