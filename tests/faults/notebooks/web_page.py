"""The web page that shows the notebook was saved instead of the notebook."""

from fault import Unreadable

EXPECTED = Unreadable("this is a web page (HTML), expected a notebook; hand in the .ipynb file itself")


def broken(notebook):
    return b"<!DOCTYPE html>\n<html><head><title>tiny.ipynb</title></head></html>\n"
