"""Puts a word that comes twice at its first place both times.

Draw a sentence in which a word comes twice. Which column has no word?
"""
# caught by: the_cells_show_the_weights
# keeps: 5 of 8, because all else in the picture is right


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2)
    left.plot(range(1, len(losses) + 1), losses, label="loss")
    left.set(xlabel="step", ylabel="loss", yscale="log")
    left.legend()
    cells = right.imshow(weights, vmin=0, vmax=1)
    right.set_xticks([source.index(word) for word in source], source)
    right.set_yticks([target.index(word) for word in target], target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
