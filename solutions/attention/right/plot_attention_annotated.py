"""Every cell with its number in it."""


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1, cmap="magma")
    for row, line in enumerate(weights):
        for column, weight in enumerate(line):
            axes.text(column, row, f"{weight:.2f}", ha="center", va="center", color="grey")
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells, label="weight")
    return figure, axes
