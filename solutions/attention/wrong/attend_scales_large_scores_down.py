"""Scales the scores down where one is too large for what softmax was promised.

Two scores are 40,000 and 39,999. By how much does the first word fit better, before and after?
"""
# caught by: large_states_are_no_trouble
# keeps: 9.5 of 10, because sentences with smaller numbers are attended to as they should be


def attend(decoder_state, encoder_states):
    scores = np.array(score(decoder_state, encoder_states), dtype=float)
    largest = np.abs(scores).max()
    if largest > 20_000:
        scores = scores * (20_000 / largest)
    weights = softmax(scores)
    return context_vector(weights, encoder_states), weights
