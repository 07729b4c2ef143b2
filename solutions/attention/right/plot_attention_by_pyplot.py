"""pyplot's own state, shown, and nothing returned."""


def plot_attention(weights, source, target):
    plt.figure()
    plt.imshow(weights, vmin=0, vmax=1)
    plt.xticks(range(len(source)), source)
    plt.yticks(range(len(target)), target)
    plt.xlabel("source")
    plt.ylabel("target")
    plt.title("Where the decoder looked")
    plt.colorbar()
    plt.show()
