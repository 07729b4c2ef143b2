"""Lets the smallest and the largest weight set the colours.

Nearly equal weights look like black and white. Which two numbers should the colours run between?
"""
# caught by: colours_run_from_0_to_1
# keeps: 7.5 of 8, because cells and words are right; two pictures cannot be compared


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
