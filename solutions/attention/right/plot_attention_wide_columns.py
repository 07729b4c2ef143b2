"""A mesh whose columns are as wide as their words are long: the outer cells are not as wide as others."""


def plot_attention(weights, source, target):
    edges = np.cumsum([0.0] + [len(word) + 2 for word in source])
    rows = np.arange(len(target) + 1)
    figure, axes = plt.subplots(layout="constrained")
    mesh = axes.pcolormesh(edges, rows, weights, vmin=0, vmax=1, cmap="magma")
    axes.set_xticks((edges[:-1] + edges[1:]) / 2, source)
    axes.set_yticks(rows[:-1] + 0.5, target)
    axes.set(xlabel="source words", ylabel="target words")
    figure.colorbar(mesh)
    return axes
