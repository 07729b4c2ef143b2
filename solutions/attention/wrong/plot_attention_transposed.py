"""Turns the matrix over, but not the words.

Follow one weight into the picture. Which two words stand at its cell?
"""
# caught by: cells_show_the_weights, source_words_stand_at_their_cells, target_words_stand_at_their_cells,
#   a_word_may_come_again, one_word_is_a_picture_too, as_many_words_written_as_read_are_drawn,
#   a_dozen_words_have_room, other_cells_show_their_weights_too, faint_weights_are_drawn_as_they_are


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights.T, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
