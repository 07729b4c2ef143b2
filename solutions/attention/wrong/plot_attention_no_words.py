"""Leaves the numbers that Matplotlib puts at the axes.

Show the picture to a friend. Which word is column 2?
"""
# caught by: source_words_stand_at_their_cells, target_words_stand_at_their_cells, a_word_may_come_again,
#   one_word_is_a_picture_too, as_many_words_written_as_read_are_drawn, a_dozen_words_have_room
# keeps: 5.25 of 8, because cells and colours are right, and only the words beside them are missing


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
