""""""

from grader.solutions.interrupt import interrupting
from grader.solutions.known import Functions, Known, load_known, load_reference
from grader.solutions.new import write_assignment

__all__ = ["Functions", "Known", "interrupting", "load_known", "load_reference", "write_assignment"]
