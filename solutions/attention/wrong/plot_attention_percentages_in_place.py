"""Turns the caller's weights into percentages.

Print the weights after drawing them. What are they now?
"""
# caught by: cells_show_the_weights, colours_run_from_0_to_1, plot_attention_leaves_its_inputs_alone,
#   other_cells_show_their_weights_too


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    weights *= 100
    cells = axes.imshow(weights, vmin=0, vmax=100)
    axes.set_xticks(range(len(source)), source)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
