"""At which widths of a window a page does not fit."""

from playwright.sync_api import Page

WIDTHS = range(320, 1301, 20)  # pixels, from a narrow telephone to a desktop
SPILLS = """
    [...document.querySelectorAll('td, th')].filter(cell => {
        const inside = document.createRange()
        inside.selectNodeContents(cell)
        const text = inside.getBoundingClientRect()
        return text.width > 0 && text.right > cell.getBoundingClientRect().right + 1
    }).map(cell => cell.textContent.trim())
"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def too_narrow(page: Page) -> dict[int, tuple[int, list[str]]]:
    """By width, where something does not fit: by how much the page scrolls sideways, in pixels, and what is
    wider than its cell of a table. Folds are opened.
    """
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        beyond, spilling = page.evaluate(OVERFLOW), page.evaluate(SPILLS)
        if beyond or spilling:
            found[width] = beyond, spilling
    return found
