"""A colour map that ends with the colour it began with.

Which colour has a weight of 0 in your picture, and which a weight of 1?
"""
# caught by: colours_run_from_0_to_1
# keeps: 7.5 of 8, because cells and words are right; only their colours do not tell


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1, cmap="twilight")
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
