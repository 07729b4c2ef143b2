"""matshow, with the words on top."""


def plot_attention(weights, source, target):
    figure = plt.figure(figsize=(5, 4))
    axes = figure.add_subplot()
    cells = axes.matshow(weights, vmin=0.0, vmax=1.0)
    axes.set_xticks(range(len(source)))
    axes.set_xticklabels(source, rotation=90)
    axes.set_yticks(range(len(target)))
    axes.set_yticklabels(target)
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("words read")
    axes.set_ylabel("words written")
    figure.colorbar(cells)
    return axes
