"""Marks the best cell of each row by a rectangle that is filled.

Which colour does the best cell of a row have now, and where is it on the colour bar?
"""
# caught by: all_of_each_cell_is_seen
# keeps: 7.75 of 8, because cells and words are right, but for what is drawn over some


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    for row, column in enumerate(np.argmax(weights, axis=1)):
        axes.add_patch(plt.Rectangle((column - 0.5, row - 0.5), 1, 1, color="red"))
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
