"""Finds the place of a word by looking for the word.

At which place does your code put a word that comes a second time?
"""
# caught by: a_word_may_come_again
# keeps: 7.5 of 8, because it is right while no word comes twice


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks([source.index(word) for word in source], source)
    axes.set_yticks([target.index(word) for word in target], target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
