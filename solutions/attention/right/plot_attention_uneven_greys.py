"""An uneven scale of reversed greys, the best cells outlined, numbers in boxes."""

from matplotlib.colors import PowerNorm


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, norm=PowerNorm(0.5, 0, 1), cmap="Greys_r")
    for (row, column), weight in np.ndenumerate(weights):
        box = {"facecolor": "white", "pad": 1}
        axes.text(column, row, f"{weight:.2f}", ha="center", va="center", fontsize=5, bbox=box)
    for row, column in enumerate(np.argmax(weights, axis=1)):
        axes.add_patch(plt.Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor="red"))
    axes.set_xticks(range(len(source)), source, rotation=90)
    axes.set_yticks(range(len(target)), target)
    axes.set(xlabel="words read", ylabel="words written")
    figure.colorbar(cells)
    return figure
