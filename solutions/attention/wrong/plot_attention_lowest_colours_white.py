"""The lowest colours are white, so that small weights do not disturb.

Draw two small weights, one of them larger. Which colours do they get in your picture?
"""
# caught by: colours_run_from_0_to_1
# keeps: 7.5 of 8, because cells and words are right; only their colours do not tell

from matplotlib.colors import ListedColormap


def plot_attention(weights, source, target):
    colours = plt.get_cmap("Blues")(np.linspace(0, 1, 256))
    colours[:40] = 1
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1, cmap=ListedColormap(colours))
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
