"""Puts the source words where the target words belong.

The columns of the matrix are words that were read. Which words stand along your columns?
"""
# caught by: cells_show_the_weights, source_words_stand_at_their_cells, target_words_stand_at_their_cells,
#   a_word_may_come_again, one_word_is_a_picture_too, as_many_words_written_as_read_are_drawn,
#   a_dozen_words_have_room, faint_weights_are_drawn_as_they_are, other_cells_show_their_weights_too


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(target)), target)
    axes.set_yticks(range(len(source)), source)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
