"""How each system names what it hands out: a module for each, after its source or its documentation.

AROUND: what each calls the zip and the folder around all of it, in small letters. What is in the group "free"
are others' words: the course's, the assignment's, a team's.
"""

from grader.collect.systems.blackboard import AROUND as _BLACKBOARD
from grader.collect.systems.blackboard import blackboard
from grader.collect.systems.brightspace import AROUND as _BRIGHTSPACE
from grader.collect.systems.brightspace import BRIGHTSPACE
from grader.collect.systems.canvas import AROUND as _CANVAS
from grader.collect.systems.canvas import canvas
from grader.collect.systems.exchange import AROUND as _EXCHANGE
from grader.collect.systems.exchange import EXCHANGE
from grader.collect.systems.gradescope import METADATA, WRAPPER, gradescope
from grader.collect.systems.ilias import AROUND as _ILIAS
from grader.collect.systems.ilias import ILIAS
from grader.collect.systems.moodle import AROUND as _MOODLE
from grader.collect.systems.moodle import MOODLE
from grader.collect.systems.pattern import compiled, read_pattern
from grader.collect.systems.sakai import SAKAI

AROUND = (_BLACKBOARD, _BRIGHTSPACE, _CANVAS, _EXCHANGE, WRAPPER, _ILIAS, _MOODLE)
SYSTEMS = (MOODLE, BRIGHTSPACE, EXCHANGE, SAKAI, ILIAS)
__all__ = [
    "AROUND",
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
