"""Measures nearness by the negated distance.

What does the task do with each pair of numbers, and then with all of these? What does a distance do?
"""
# caught by: score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return -np.linalg.norm(encoder_states - decoder_state, axis=1)
