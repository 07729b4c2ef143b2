"""Draws no colour bar.

How bright is 0.5?
"""
# caught by: a_colour_bar_explains_the_colours
# keeps: 7.5 of 8, because the picture is right, and only the colour bar is missing


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    return axes
