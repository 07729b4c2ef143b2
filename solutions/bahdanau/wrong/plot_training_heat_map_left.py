"""Draws the heat map on the left.

Which of the two is to stand on the left?
"""
# caught by: two_pictures_stand_side_by_side
# keeps: 6 of 8, because both pictures are right, and only exchanged


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
