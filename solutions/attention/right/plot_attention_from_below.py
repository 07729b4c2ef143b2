"""The first row at the bottom, and its word there too."""


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, origin="lower", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(source)), labels=source)
    axes.set_yticks(range(len(target)), labels=target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    plt.colorbar(cells)
    return figure
