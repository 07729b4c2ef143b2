"""Lets the colours of the cells run into one another.

Which weight has the colour half way between two cells, and whose weight is it?
"""
# caught by: colours_run_from_0_to_1
# keeps: 7.5 of 8, because the numbers and words are right, and the middles of the cells


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1, interpolation="bilinear")
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
