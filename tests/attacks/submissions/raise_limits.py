"""Raises its own resource limits."""
# replies: Raised, Raised

# %%
import resource

for name in ("AS", "CPU", "NPROC", "FSIZE", "NOFILE"):
    number = getattr(resource, f"RLIMIT_{name}")
    try:
        resource.setrlimit(number, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        print("ESCAPED", name)
    except (ValueError, OSError) as problem:
        print(problem)
