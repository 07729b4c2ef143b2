"""All earlier pictures are closed first, and each call makes one with the number that is free again."""


def plot_attention(weights, source, target):
    plt.close("all")
    plt.figure(figsize=(5, 4))
    plt.pcolormesh(weights, vmin=0, vmax=1, cmap="Greys")
    plt.xticks(np.arange(len(source)) + 0.5, source)
    plt.yticks(np.arange(len(target)) + 0.5, target)
    plt.xlabel("read")
    plt.ylabel("written")
    plt.colorbar()
    plt.show()
