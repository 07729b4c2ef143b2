"""Long words are cut, so that they do not run into one another.

Which word would somebody read who has your picture alone?
"""
# caught by: a_dozen_words_have_room
# keeps: 7.75 of 8, because pictures of short words are right


def plot_attention(weights, source, target):
    def short(word):
        return word if len(word) <= 10 else word[:9] + "…"

    figure, axes = plt.subplots()
    cells = axes.imshow(weights, vmin=0, vmax=1)
    axes.set_xticks(range(len(source)), map(short, source))
    axes.set_yticks(range(len(target)), map(short, target))
    axes.set_xlabel("source")
    axes.set_ylabel("target")
    figure.colorbar(cells)
    return axes
