"""Writes an answer that is a script: as tags, as links, as an attachment, as a style."""
# expected: graded, 8


def spoil(notebook, cells):
    cells["why"]["source"] = (
        "<script>ran = 1</script> <img src=x onerror=ran=1> [x](javascript:ran=1) ![y](data:text/html,ran)"
        "<style>* {display: none}</style> <iframe srcdoc='<script>ran=1</script>'></iframe> </div></body>"
        "<a href='jAvAsCrIpT:ran=1'>z</a> <form action=https://example.org><input autofocus onfocus=ran=1>"
    )
    svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='ran=1'/>"
    cells["why"]["attachments"] = {"y.svg": {"image/svg+xml": svg, "image/png": "not base64"}}
