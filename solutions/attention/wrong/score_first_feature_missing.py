"""Leaves out the first feature.

Change the first feature of a word. Does its score notice? Which line leaves it out?
"""
# caught by: scores_follow_the_decoder_state, the_matching_word_scores_highest, score_is_the_dot_product,
#   attention_is_right


def score(decoder_state, encoder_states):
    scores = []
    for state in encoder_states:
        total = 0.0
        for i in range(1, len(decoder_state)):
            total += state[i] * decoder_state[i]
        scores.append(total)
    return scores
