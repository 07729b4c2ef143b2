"""Exchanges rows and columns of the weights where as many words are written as read.

Whose weights are in the first row? Can you tell from the shape?
"""
# caught by: as_many_words_written_as_read_are_drawn
# keeps: 7.75 of 8, because it is right for all but as many words written as read


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    shown = weights.T if weights.shape == (len(source), len(target)) else weights
    cells = axes.imshow(shown, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
