"""Displays a script as HTML, SVG, JavaScript, LaTeX and Markdown, and one inside the repr of its answer."""
# expected: graded, 8


def spoil(notebook, cells):
    cells["double"]["source"] += """

class Shown:
    def _repr_html_(self):
        return "<script>ran = 1</script><img src=x onerror=ran=1><svg onload=ran=1></svg><b onclick=ran=1>b</b>"

    def _repr_svg_(self):
        return "<svg onload='ran = 1'></svg>"

    def _repr_javascript_(self):
        return "ran = 1"

    def _repr_latex_(self):
        return "$<script>ran = 1</script>$"

    def _repr_markdown_(self):
        return "[x](javascript:ran=1) <iframe src=javascript:ran=1></iframe>"

    def __repr__(self):
        return "<script>ran = 1</script>"

Shown()
"""
