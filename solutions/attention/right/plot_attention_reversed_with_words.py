"""Rows and their words turned upside down together, as an image with corners of its own."""


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    height, width = weights.shape
    cells = axes.imshow(weights[::-1], extent=(0, width, 0, height), aspect="auto", clim=(0, 1))
    axes.set_xticks(np.arange(width) + 0.5, source)
    axes.set_yticks(np.arange(height) + 0.5, target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return cells
