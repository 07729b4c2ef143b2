"""A figure made without pyplot, pale all over, with a scale of its own in the colour bar."""

from matplotlib.cm import ScalarMappable
from matplotlib.colors import Normalize
from matplotlib.figure import Figure


def plot_attention(weights, source, target):
    figure = Figure()
    axes = figure.subplots()
    scale = Normalize(0, 1)
    axes.imshow(weights, norm=scale, cmap="Blues", alpha=0.8)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("what the encoder read")
    axes.set_ylabel("what the decoder wrote")
    figure.colorbar(ScalarMappable(scale, "Blues"), ax=axes)
    return figure
