"""Returns a subclass of ndarray that says it equals everything."""
# replies: Returned, Returned

# %%
import numpy as np


class Liar(np.ndarray):
    def __eq__(self, other):
        return True

    def __array_function__(self, *arguments, **named):
        return True

    def __array_ufunc__(self, *arguments, **named):
        return True


def attack(x):
    return np.zeros(3).view(Liar)
