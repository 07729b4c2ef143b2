"""Stores the context in the states' own number type.

The states are whole numbers, the blend is not. What can your array hold?
"""
# caught by: attend_takes_whole_numbers


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    context = np.empty_like(encoder_states[0])
    context[:] = context_vector(weights, encoder_states)
    return context, weights
