"""A mesh whose cells have their middles at halves, the first row on top as in a matrix."""


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    mesh = axes.pcolormesh(weights, vmin=0, vmax=1, cmap="Greys", edgecolors="white")
    axes.invert_yaxis()
    axes.set_xticks(np.arange(len(source)) + 0.5, source)
    axes.set_yticks(np.arange(len(target)) + 0.5, target)
    axes.set(xlabel="English", ylabel="French")
    figure.colorbar(mesh, ax=axes)
    return axes
