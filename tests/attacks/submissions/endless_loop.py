"""Never ends, and switches off the alarm that would interrupt it."""
# replies: Hung

# %%
import signal


def attack(x):
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    while True:
        pass
