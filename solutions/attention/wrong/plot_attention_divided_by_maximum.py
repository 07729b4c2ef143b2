"""Divides the weights by the largest.

Do the rows in the picture still add up to one?
"""
# caught by: cells_show_the_weights, a_word_may_come_again, one_word_is_a_picture_too,
#   as_many_words_written_as_read_are_drawn, a_dozen_words_have_room, other_cells_show_their_weights_too


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights / weights.max(), vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
