"""Three colours: little, some, much.

Which of your weights have one and the same colour?
"""
# caught by: colours_run_from_0_to_1
# keeps: 7.5 of 8, because cells and words are right; only their colours do not tell


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.pcolormesh(weights, vmin=0, vmax=1, cmap=plt.get_cmap("viridis", 3))
    axes.set_xticks(np.arange(len(source)) + 0.5, source)
    axes.set_yticks(np.arange(len(target)) + 0.5, target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
