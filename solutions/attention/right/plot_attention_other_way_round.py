"""Words read down the side, words written along the bottom, and the matrix turned with them."""


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights.T, vmin=0, vmax=1)
    axes.set_xticks(range(len(target)), target)
    axes.set_yticks(range(len(source)), source)
    axes.set_xlabel("target")
    axes.set_ylabel("source")
    figure.colorbar(cells)
    return axes
