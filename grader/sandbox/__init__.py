"""Student code runs here, and only here.

TODO theory
"""

from grader.sandbox.launch import Zygote, start_zygote
from grader.sandbox.session import SandboxBroken, Session, Usage
from grader.sandbox.wall import Wall, probe

__all__ = ["SandboxBroken", "Session", "Usage", "Wall", "Zygote", "probe", "start_zygote"]
