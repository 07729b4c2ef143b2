"""Looks for something that the kernel lets it have without end."""
# replies: Raised, Raised

# %%
import resource

for name in ("AS", "CPU", "FSIZE", "NOFILE", "NPROC", "CORE"):
    most = resource.getrlimit(getattr(resource, f"RLIMIT_{name}"))
    print("ESCAPED" if resource.RLIM_INFINITY in most else "held", name, most)
