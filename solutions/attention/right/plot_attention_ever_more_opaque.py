"""One colour, from none to full: the heavier a word, the more opaque its cell; a dot marks the best."""

from matplotlib.colors import LinearSegmentedColormap


def plot_attention(weights, source, target):
    figure, axes = plt.subplots(layout="constrained")
    colours = LinearSegmentedColormap.from_list("ink", [(0, 0, 0.5, 0), (0, 0, 0.5, 1)])
    cells = axes.pcolormesh(weights, vmin=0, vmax=1, cmap=colours, edgecolors="lightgrey")
    best = np.argmax(weights, axis=1)
    axes.plot(best + 0.5, np.arange(len(target)) + 0.5, "r.")
    axes.set_xticks(np.arange(len(source)) + 0.5, source)
    axes.set_yticks(np.arange(len(target)) + 0.5, target)
    axes.invert_yaxis()
    axes.set(xlabel="English", ylabel="French", title="Where it looked")
    figure.colorbar(cells)
    return axes
