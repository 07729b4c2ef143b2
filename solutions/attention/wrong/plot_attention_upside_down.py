"""Turns the rows upside down, but not the words.

The first word written is named at the top. Is its row there?
"""
# caught by: cells_show_the_weights, other_cells_show_their_weights_too


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights[::-1], vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
