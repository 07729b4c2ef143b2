"""Sets the labels without setting the ticks.

Labels go to the ticks in turn. At which number is the first tick, and at which is the first cell?
"""
# caught by: source_words_stand_at_their_cells, target_words_stand_at_their_cells, a_word_may_come_again,
#   one_word_is_a_picture_too, as_many_words_written_as_read_are_drawn, a_dozen_words_have_room
# keeps: 5.25 of 8, because cells and colours are right, and only the words beside them are not


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    places = axes.get_xticks()
    axes.set_xticks(places, [*source, *[""] * len(places)][: len(places)])
    places = axes.get_yticks()
    axes.set_yticks(places, [*target, *[""] * len(places)][: len(places)])
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
