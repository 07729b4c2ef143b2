"""Returns arrays that are equal to everything, close to everything, and of every class."""
# expected: graded, 3


def spoil(notebook, cells):
    cells["double"]["source"] = """
import numpy as np

class Equal(np.ndarray):
    __array_priority__ = 1e9
    __eq__ = __ne__ = __lt__ = __le__ = lambda self, other: np.True_
    __sub__ = __rsub__ = lambda self, other: np.zeros(self.shape)
    __hash__ = None
    def __array_function__(self, *a, **k): return True
    def __array_ufunc__(self, *a, **k): return np.True_
    @property
    def __class__(self): return np.ndarray

def double(numbers):
    return numbers.view(Equal)
"""
