"""Gives the words to Matplotlib as places.

Two columns belong to the same word. At how many places can Matplotlib put one word?
"""
# caught by: a_word_may_come_again, one_word_is_a_picture_too
# keeps: 7.25 of 8, because it is right while no word comes twice


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    across, down = [list(dict.fromkeys(words)) for words in (source, target)]
    once = np.zeros((len(down), len(across)))
    for written, row in zip(target, weights):
        for read, weight in zip(source, row):
            once[down.index(written), across.index(read)] = weight
    cells = axes.pcolormesh(across, down, once, vmin=0, vmax=1)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
