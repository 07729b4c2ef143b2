"""Remembers contexts by weights that it has rounded.

Which other weights get the same key? Are their contexts the same, too?
"""
# caught by: the_context_is_the_weighted_sum, attention_is_right


remembered = {}


def context_vector(weights, encoder_states):
    key = (tuple(np.round(weights, 2)), encoder_states.tobytes(), encoder_states.shape)
    if key not in remembered:
        remembered[key] = weights @ encoder_states
    return remembered[key].copy()
