"""Returns the weights instead of a figure.

What does your function draw, and what does it return?
"""
# caught by: one_heat_map_is_drawn


def plot_attention(weights, source, target):
    return weights
