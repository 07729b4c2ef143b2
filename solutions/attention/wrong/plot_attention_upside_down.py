"""Turns the rows upside down, but not the words.

Beside which row of cells does the first word written stand? Whose weights are in that row?
"""
# caught by: cells_show_the_weights, a_word_may_come_again, as_many_words_written_as_read_are_drawn,
#   a_dozen_words_have_room, faint_weights_are_drawn_as_they_are, other_cells_show_their_weights_too


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights[::-1], vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
