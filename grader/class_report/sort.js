"use strict";
// A button in every heading of a table that can be sorted: by number where there is one, else by text.
const collator = new Intl.Collator();
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const value = (row, column) => {
    const cell = row.cells[column];
    const number = parseFloat(cell.textContent.replace("\u2212", "-"));
    return Number.isNaN(number) ? cell.textContent.trim() : number;
  };
  const compare = (one, other) =>
    typeof one === typeof other
      ? typeof one === "number" ? one - other : collator.compare(one, other)
      : typeof one === "number" ? 1 : -1;
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const rows = [...body.rows].map((row) => [value(row, column), row]);  // each cell is read once
      rows.sort(([one], [other]) => compare(one, other));
      body.append(...(down ? rows.reverse() : rows).map(([, row]) => row));
    });
  });
}
