"""Loses an axis of the weights where there is a single word.

A sentence of one word has weights of shape (N, 1). What is the shape of what you draw, and which line
makes it?
"""
# caught by: one_word_is_a_picture_too
# keeps: 7.75 of 8, because it is right for every sentence but those of one word


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(np.squeeze(weights), vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
