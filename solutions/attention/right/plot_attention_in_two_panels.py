"""Colours of the rainbow, not evenly spaced, all that may stand beside a heat map, and a panel of totals."""


def plot_attention(alignment, read, written):
    figure, (axes, totals) = plt.subplots(2, 1, figsize=(3, 6))
    cells = axes.imshow(alignment, cmap="turbo", norm=plt.matplotlib.colors.PowerNorm(0.5, 0, 1))
    for row in range(len(written)):
        for column in range(len(read)):
            axes.text(column, row, "?", color="white")
    axes.set_xticks(range(len(read)), read, rotation=90, fontsize=4)
    axes.set_yticks(range(len(written)), written)
    axes.set_yticks(np.arange(len(written) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="white")
    axes.set(xlabel="keys", ylabel="queries", title="Who looked where?")
    bar = figure.colorbar(cells, ax=axes, orientation="horizontal")
    bar.set_ticks([0, 0.25, 1], labels=["0 %", "25 %", "100 %"])
    totals.bar(read, np.sum(alignment, axis=0))
    return axes
