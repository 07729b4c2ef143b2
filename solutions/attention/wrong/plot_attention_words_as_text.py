"""Leaves the axes without tick labels.

Words written with `text` are no tick labels. Which function gives an axis its labels, one at each place?
"""
# caught by: source_words_stand_at_their_cells, target_words_stand_at_their_cells, a_word_may_come_again,
#   one_word_is_a_picture_too, as_many_words_written_as_read_are_drawn, a_dozen_words_have_room
# keeps: 5.25 of 8, because cells and colours are right, and only the words beside them cannot be read


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks([])
    axes.set_yticks([])
    for column, word in enumerate(source):
        axes.text(column, len(target), word, ha="center")
    for row, word in enumerate(target):
        axes.text(-0.7, row, word, ha="right")
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
