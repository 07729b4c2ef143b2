"""A small assignment's source: two stubs with their checks, and two written answers."""

TEXT = '''\
# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     name: python3
# ---

# %% [markdown]
# # Attention
# Where should the decoder look?

# %%
import numpy as np

# %% stub="softmax"
def softmax(scores):
    """Turn scores (T,) into attention weights (T,)."""
    raise NotImplementedError

# %% check="softmax" points=12
selfcheck("softmax")

# %% [markdown]
# ## One step
# Now put the parts together: return the context first, the weights second.

# %% stub="attend" returns="context, weights"
def attend(query, keys, values):
    """Return (context, weights)."""
    raise NotImplementedError

# %% check="attend" points=7.5
selfcheck("attend")

# %% [markdown]
# ## In words
# Explain the bottleneck of a basic sequence-to-sequence model.

# %% [markdown] answer="bottleneck" points=10
# *Your answer here.*

# %% [markdown]
# Now find an analogy from everyday life.

# %% [markdown] answer="analogy" points=8
# *Your answer here.*
'''
