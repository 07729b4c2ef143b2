"""Lets the colours end at the largest weight where that is small.

Which colour has a weight of a quarter in each of two pictures?
"""
# caught by: one_word_is_a_picture_too
# keeps: 7.75 of 8, because pictures with a larger weight are right


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    largest = np.max(weights)
    cells = axes.imshow(weights, vmin=0, vmax=1 if largest > 0.25 else largest)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
