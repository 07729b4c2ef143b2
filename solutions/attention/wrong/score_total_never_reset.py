"""Adds to each score those of the words before it.

What is added up in the score of the second word? Which line of yours begins a new sum?
"""
# caught by: the_matching_word_scores_highest, score_is_the_dot_product, scores_move_with_their_words,
#   each_word_has_its_own_score, attention_is_right


def score(decoder_state, encoder_states):
    scores, total = [], 0.0
    for state in encoder_states:
        for i in range(len(state)):
            total += state[i] * decoder_state[i]
        scores.append(total)
    return np.array(scores)
