"""Returns an object every one of whose methods is hostile, and raises an exception that cannot be shown."""
# replies: Raised, Raised


# %%
class Evil:
    def __array__(self, *arguments, **named):
        raise KeyboardInterrupt

    @property
    def __class__(self):
        raise SystemExit(0)

    def __str__(self):
        while True:
            pass

    __repr__ = __str__


class Unshowable(BaseException):
    def __str__(self):
        raise Unshowable


def attack(x):
    if x.sum() > 1:
        raise Unshowable
    return Evil()


# %%
raise Unshowable
