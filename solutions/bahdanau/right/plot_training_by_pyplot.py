"""By pyplot alone, the heat map first, and nothing returned."""

import matplotlib.pyplot as plt


def plot_training(losses, weights, source, target):
    plt.figure()
    plt.subplot(1, 2, 2)
    plt.title("where it looks")
    plt.imshow(weights, clim=(0, 1), aspect="auto", origin="lower")
    plt.colorbar()
    plt.xticks(range(len(source)), source)
    plt.yticks(range(len(target)), target)
    plt.xlabel("English")
    plt.ylabel("French")
    plt.subplot(1, 2, 1)
    plt.plot([step + 1 for step in range(len(losses))], losses, color="black", label="loss")
    plt.yscale("log")
    plt.xlabel("steps")
    plt.ylabel("loss")
    plt.legend()
    plt.tight_layout()
