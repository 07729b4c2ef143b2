"""Prints every file, variable and object it can find: course, solutions, gradebook, neighbours, environment."""
# expected: graded, 8


def spoil(notebook, cells):
    cells["double"]["source"] += """

import gc, glob, os
print(dict(os.environ))
for pattern in ("/*/*/solutions/*/*", "/tmp/*/*/*", "/tmp/*/*/*/*/*", "../*", "../../*/*", "/proc/*/environ", "/w/*"):
    for path in glob.glob(pattern)[:50]:
        try:
            print(path, open(path).read()[:300])
        except Exception:
            pass
print([repr(one)[:300] for one in gc.get_objects() if isinstance(one, str) and len(one) < 300][:1000])
"""
