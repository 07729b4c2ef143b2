"""Puts the words at the edges of the cells.

Between which two numbers on the axis does your first cell lie, and where is its middle?
"""
# caught by: source_words_stand_at_their_cells, target_words_stand_at_their_cells, a_word_may_come_again,
#   one_word_is_a_picture_too, as_many_words_written_as_read_are_drawn, a_dozen_words_have_room
# keeps: 5.25 of 8, because cells and colours are right, and only the words beside them are not


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.pcolormesh(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
