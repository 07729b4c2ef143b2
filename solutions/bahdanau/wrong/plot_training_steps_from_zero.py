"""Puts the first loss at 0 along x, and not at 1.

What does your line have for x: numbers that count from 0, texts, which Matplotlib puts at 0, 1, 2, or nothing?
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
