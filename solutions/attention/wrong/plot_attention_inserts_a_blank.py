"""Puts a blank word into the caller's list.

Print source after the call. Whose list did you insert into?
"""
# caught by: plot_attention_leaves_its_inputs_alone
# keeps: 7.75 of 8, because the picture is right


def plot_attention(weights, source, target):
    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    source.insert(0, "")
    axes.set_xticks(range(-1, len(source) - 1), source)
    axes.set_xlim(-0.5, len(source) - 1.5)
    axes.set_yticks(range(len(target)), target)
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
