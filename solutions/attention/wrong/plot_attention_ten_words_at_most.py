"""Draws no more than ten words.

How many words may a sentence have, and how many of them does your picture show?
"""
# caught by: a_dozen_words_have_room
# keeps: 7.75 of 8, because it is right for all but long sentences


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(min(10, len(source))), source[:10])
    axes.set_yticks(range(min(10, len(target))), target[:10])
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
