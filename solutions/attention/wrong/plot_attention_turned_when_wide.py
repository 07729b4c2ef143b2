"""Turns the picture where many words were read, but not the names of its axes.

What is the name of the axis along which the words read stand?
"""
# caught by: a_dozen_words_have_room
# keeps: 7.75 of 8, because pictures of few words are right


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    across, down, grid = source, target, weights
    if len(source) > 8 and len(source) > len(target):
        across, down, grid = target, source, np.transpose(weights)
    cells = axes.imshow(grid, vmin=0, vmax=1)
    axes.set_xticks(range(len(across)), across)
    axes.set_yticks(range(len(down)), down)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
