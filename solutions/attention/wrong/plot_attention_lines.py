"""Draws lines instead of a heat map.

There are two kinds of words, and a number for each pair. Which picture shows that?
"""
# caught by: one_heat_map_is_drawn


def plot_attention(weights, source, target):
    _, axes = plt.subplots()
    axes.plot(weights)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    return axes
