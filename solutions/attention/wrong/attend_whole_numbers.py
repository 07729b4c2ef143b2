"""Keeps the context in the states' own number type.

The states are whole numbers, the blend is not. Print the `dtype` of your context: can it hold the blend?
"""
# caught by: attend_takes_whole_numbers
# keeps: 9.5 of 10, because only whole numbers come out wrong


def attend(decoder_state, encoder_states):
    weights = softmax(score(decoder_state, encoder_states))
    context = np.empty_like(encoder_states[0])
    context[:] = context_vector(weights, encoder_states)
    return context, weights
