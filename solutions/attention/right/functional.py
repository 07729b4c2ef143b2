"""Map, reduce and lambdas."""

from functools import reduce

score = lambda decoder_state, encoder_states: list(map(lambda state: state @ decoder_state, encoder_states))
context_vector = lambda weights, encoder_states: reduce(np.add, map(np.multiply, weights, encoder_states))
