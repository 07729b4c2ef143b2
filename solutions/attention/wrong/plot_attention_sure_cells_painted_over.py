"""Frames weights above 0.9 by a rectangle that is filled.

Is a Rectangle filled, if you do not say that it is not?
"""
# caught by: one_word_is_a_picture_too, a_dozen_words_have_room
# keeps: 7.5 of 8, because cells and words are right, but for what is drawn over some


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    for row, column in np.argwhere(np.array(weights) > 0.9):
        axes.add_patch(plt.Rectangle((column - 0.5, row - 0.5), 1, 1, edgecolor="red"))
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
