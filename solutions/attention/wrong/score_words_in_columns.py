"""Takes the columns for the words.

Along which axis of encoder_states do you walk from word to word?
"""
# caught by: one_score_per_word, scores_follow_the_decoder_state, the_matching_word_scores_highest,
#   score_leaves_its_inputs_alone, score_is_the_dot_product, attention_is_right


def score(decoder_state, encoder_states):
    return np.array([column @ decoder_state for column in encoder_states.T])
