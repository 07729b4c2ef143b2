"""How each system names what it hands out: a module for each, after its source or its documentation."""

from grader.collect.systems.blackboard import blackboard
from grader.collect.systems.brightspace import BRIGHTSPACE
from grader.collect.systems.canvas import canvas
from grader.collect.systems.exchange import EXCHANGE
from grader.collect.systems.gradescope import METADATA, WRAPPER, gradescope
from grader.collect.systems.ilias import ILIAS
from grader.collect.systems.moodle import MOODLE
from grader.collect.systems.pattern import compiled, read_pattern
from grader.collect.systems.sakai import SAKAI

SYSTEMS = (MOODLE, BRIGHTSPACE, EXCHANGE, SAKAI, ILIAS)
__all__ = [
    "EXCHANGE",
    "METADATA",
    "SYSTEMS",
    "WRAPPER",
    "blackboard",
    "canvas",
    "compiled",
    "gradescope",
    "read_pattern",
]
