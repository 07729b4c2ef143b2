"""Takes its number type from the states.

The states are whole numbers, the blend is not. Print the `dtype` of your context: can it hold the blend?
"""
# caught by: context_vector_takes_whole_numbers
# keeps: 9.5 of 10, because only whole numbers come out wrong


def context_vector(weights, encoder_states):
    context = np.zeros_like(encoder_states[0])
    for t in range(len(weights)):
        context[:] = context + weights[t] * encoder_states[t]
    return context
