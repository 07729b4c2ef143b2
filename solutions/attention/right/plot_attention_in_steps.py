"""Ten shades, settings of Matplotlib changed for good, an empty figure beside; the picture is returned."""


def plot_attention(weights, source, target):
    plt.figure()
    plt.rcParams.update({"axes.grid": False, "font.size": 9})
    figure, axes = plt.subplots(layout="constrained")
    cells = axes.imshow(weights, cmap=plt.get_cmap("Blues", 10), vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(source)), [str(word) for word in source])
    axes.set_yticks(range(len(target)), [str(word) for word in target])
    axes.set_xlabel("English")
    axes.set_ylabel("French")
    figure.colorbar(cells, ax=axes)
    plt.show()
    return cells
