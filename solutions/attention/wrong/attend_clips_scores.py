"""Cuts large scores off before softmax.

Which scores can states from -200 to 200 have? What is left of the difference between two of 30,000 and 40,000?
"""
# caught by: large_states_are_no_trouble
# keeps: 9.5 of 10, because sentences with smaller numbers are attended to as they should be


def attend(decoder_state, encoder_states):
    scores = np.clip(score(decoder_state, encoder_states), -20_000, 20_000)
    weights = softmax(scores)
    return context_vector(weights, encoder_states), weights
