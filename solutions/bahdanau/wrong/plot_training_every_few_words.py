"""Leaves out labels where there are many words.

Which words stand at the columns between two labels?
"""
# caught by: the_cells_show_the_weights
# keeps: 5 of 8, because the line is right


def plot_training(losses, weights, source, target):
    figure, (left, right) = plt.subplots(1, 2, layout="constrained")
    left.semilogy(range(1, len(losses) + 1), losses, label="loss")
    left.set(xlabel="step", ylabel="loss")
    left.legend()
    cells = right.imshow(weights, vmin=0, vmax=1)
    every = max(1, len(source) // 10)
    right.set_xticks(range(0, len(source), every), source[::every])
    right.set_yticks(range(len(target)), target)
    right.set(xlabel="read", ylabel="written")
    figure.colorbar(cells)
    return figure
