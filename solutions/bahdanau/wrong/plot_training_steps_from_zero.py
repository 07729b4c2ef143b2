"""Counts the steps from 0.

Which step is the first loss from?
"""
# caught by: the_loss_is_a_line_over_the_steps
# keeps: 5 of 8, because the heat map is right


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.plot(losses, label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(weights, vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
