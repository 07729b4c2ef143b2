"""Hands the steps over as texts, which stand at 0, 1, 2, whatever they say.

Of which type are your steps? Where along x does Matplotlib put the text "1"?
"""
# caught by: the_loss_is_a_line_over_the_steps
# keeps: 5 of 8, because the heat map is right


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.plot([str(step + 1) for step in range(len(losses))], losses, label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(weights, vmin=0, vmax=1)
    right.set_xticks(range(len(source)), source)
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
