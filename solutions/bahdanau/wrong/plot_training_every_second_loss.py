"""Leaves out every second loss where there are many.

How many points has your line for 500 losses?
"""
# caught by: the_loss_is_a_line_over_the_steps
# keeps: 5 of 8, because all else in both pictures is right


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    every = 1 + len(losses) // 500
    left.plot(range(1, len(losses) + 1, every), losses[::every], label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(weights, vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
