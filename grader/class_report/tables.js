"use strict";
// A button in every heading of a table that can be sorted: by number where there is one, else by text.
const collator = new Intl.Collator();
for (const table of document.querySelectorAll("table.sortable")) {
  const body = table.tBodies[0];
  const value = (row, column) => {
    const cell = row.cells[column];
    const number = parseFloat(cell.dataset.sort ?? cell.textContent.replace("\u2212", "-"));
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

// A field above a table that can be searched: only rows that hold all its words, in cells of text, stay.
const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
for (const table of document.querySelectorAll("table[data-find]")) {
  const [line, label, field, found] = ["p", "label", "input", "output"].map((name) => document.createElement(name));
  line.className = "find";
  field.type = "search";
  label.append(`Find a ${table.dataset.find} `, field);
  line.append(label, " ", found);
  table.parentElement.before(line);
  const words = (row) =>
    plain([...row.cells].filter((cell) => !cell.classList.contains("number")).map((cell) => cell.textContent).join("\n"));
  let rows;  // each with its words, read once, when they are first looked for
  field.addEventListener("input", () => {
    rows ??= [...table.tBodies[0].rows].map((row) => [row, words(row)]);
    const wanted = plain(field.value).split(/\s+/);
    const fitting = rows.filter(([row, text]) => !(row.hidden = !wanted.every((word) => text.includes(word))));
    found.value = field.value.trim() && `${fitting.length} of ${rows.length}`;
  });
}

// A word above a table that goes on to the right.
for (const wide of document.querySelectorAll(".wide")) {
  const more = document.createElement("p");
  more.className = "more";
  more.append("More columns to the right \u2192");
  wide.before(more);
  new ResizeObserver(() => { more.hidden = wide.scrollWidth <= wide.clientWidth; }).observe(wide);
}
