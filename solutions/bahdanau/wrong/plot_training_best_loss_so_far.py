"""Draws the lowest loss so far, and not the loss.

What does your line do where the loss rises?
"""
# caught by: the_loss_is_a_line_over_the_steps
# keeps: 5 of 8, because all else in both pictures is right


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.plot(range(1, len(losses) + 1), np.minimum.accumulate(losses), label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(weights, vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
