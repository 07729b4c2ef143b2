"""Makes cells the more opaque, the larger their weight.

A cell is pale, and its colour says 0.4. Does the colour bar show that pale colour anywhere?
"""
# caught by: colours_run_from_0_to_1
# keeps: 7.5 of 8, because the numbers and words are right


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1, alpha=weights)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
