// Keys press the buttons of the page; forms and links are answered in place, one after the other, so that no
// key is lost while the server answers. Without this file the page works by its forms and links alone.
"use strict";

const SAVE_AFTER = 700; // ms without a key in the comment
let line = Promise.resolve(); // what is under way, and what waits for it
let typing = 0;
let waiting = 0; // keys that have yet to have their turn
let sent = null; // the comment as the server was told it last
const folds = {};

const page = () => document.getElementById("page");
const comment = () => document.getElementById("comment");
const was = () => document.querySelector("input[name=was]");
const dirty = () => comment() && comment().value.trim() !== was().value.trim();

function queue(work) {
  line = line.then(work).catch((error) => alarm(`Not saved: ${error.message}. Is grader mark still running?`));
  return line;
}

function alarm(text) {
  const place = document.getElementById("alarm");
  place.textContent = text;
  place.hidden = !text;
}

function say(text) {
  document.getElementById("status").textContent = text;
}

// For whoever sees, too.
function tell(text) {
  document.querySelector("[data-say]").textContent = text;
  say(text);
}

async function ask(address, form) {
  const response = await fetch(address, form ? { method: "POST", body: new URLSearchParams(form) } : {});
  const text = await response.text();
  if (!response.ok) {
    alarm(text);
    return null;
  }
  alarm("");
  return { address: response.url, page: new DOMParser().parseFromString(text, "text/html") };
}

function show(answer, hash) {
  const moved = new URL(answer.address).pathname !== location.pathname;
  const focused = document.activeElement && document.activeElement.id;
  const scrolled = document.querySelector(".marks")?.scrollTop;
  const typed = !moved && comment() && sent !== null && comment().value !== sent ? comment().value : null;
  const caret = comment() && focused === "comment" ? comment().selectionStart : null;
  page().replaceWith(document.adoptNode(answer.page.getElementById("page")));
  document.title = answer.page.title;
  if (answer.address !== location.href) history.pushState(null, "", answer.address + (hash || ""));
  for (const fold of document.querySelectorAll("details[id]")) {
    if (fold.id in folds) fold.open = folds[fold.id];
  }
  if (typed !== null) {
    comment().value = typed; // since the button was pressed
    typing = setTimeout(() => queue(save), SAVE_AFTER);
  }
  if (!moved && scrolled) document.querySelector(".marks").scrollTop = scrolled;
  say(document.querySelector("[data-say]").dataset.say);
  const again = !moved && focused && document.getElementById(focused);
  if (again) {
    again.focus({ preventScroll: true });
    if (caret !== null) again.setSelectionRange(caret, caret);
  } else {
    document.getElementById("main").focus({ preventScroll: true });
  }
  if (moved) scrollTo(0, 0);
  else document.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  ready();
}

async function press(button) {
  clearTimeout(typing);
  const form = new FormData(button.form);
  form.set(button.name, button.value);
  sent = comment()?.value ?? null;
  const answer = await ask(button.form.getAttribute("action") || location.href, form);
  if (answer) show(answer);
}

async function follow(address) {
  if (dirty()) await save();
  sent = comment()?.value ?? null;
  const answer = await ask(address);
  if (answer) show(answer);
}

// The comment alone; the page stays as it is, for somebody is typing in it.
async function save() {
  if (!dirty()) return;
  const form = new FormData(document.getElementById("desk"));
  form.set("act", "comment");
  const text = comment().value;
  const answer = await ask(location.href, form);
  if (answer) {
    was().value = text;
    say("Comment saved.");
  }
}

function frame(step) {
  const all = [...document.querySelectorAll(".criterion")];
  if (!all.length) return;
  const now = all.findIndex((one) => "active" in one.dataset);
  const then = now < 0 ? (step < 0 ? all.length - 1 : 0) : Math.min(Math.max(now + step, 0), all.length - 1);
  all.forEach((one, index) => (index === then ? (one.dataset.active = "") : delete one.dataset.active));
  all[then].scrollIntoView({ block: "nearest" });
  say(`Criterion: ${all[then].querySelector("legend").textContent}`);
}

function target(key) {
  if (/^\d$/.test(key)) {
    const digit = document.querySelector(`[data-active] [data-digit="${key}"]`);
    if (digit) return digit;
  }
  return [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key.split(" ").includes(key));
}

function struck(key) {
  if (key === "ArrowUp" || key === "ArrowDown") return frame(key === "ArrowUp" ? -1 : 1);
  const found = target(key);
  if (!found) {
    if (/^\d$/.test(key) && document.querySelector(".criterion")) {
      const open = document.querySelector("[data-active]");
      tell(open ? `No level has the number ${key} here.` : "All is decided. Arrow up goes back.");
    }
    return undefined;
  }
  if (found.tagName === "DETAILS") return (found.open = !found.open);
  if (found.tagName === "TEXTAREA") return void (found.focus(), found.setSelectionRange(found.value.length, found.value.length));
  if (found.tagName === "A") return follow(found.href);
  if (found.dataset.opens) return document.getElementById(found.dataset.opens).showModal();
  return press(found);
}

function type(text) {
  const place = comment();
  place.setRangeText(text, place.selectionStart, place.selectionEnd, "end");
  place.dispatchEvent(new Event("input", { bubbles: true }));
}

// What a key means depends on the keys before it, and so on pages that may still be on their way: then it waits.
function keyed(event) {
  const at = event.target;
  const on = localStorage.getItem("keys") !== "off" || event.key === "?";
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || at.closest("dialog")) return;
  if (waiting === 0) {
    if (event.key === "Escape" && at === comment()) return void leave();
    if (!on || /^(TEXTAREA|INPUT|SELECT)$/.test(at.tagName)) return;
    if (event.key === "Enter" && at.closest("a, button, summary")) return; // what has the focus is meant
  }
  const arrow = (event.key === "ArrowUp" || event.key === "ArrowDown") && document.querySelector(".criterion");
  if (event.key === " " && waiting === 0) return;
  if (event.key.length > 1 && !arrow && event.key !== "Enter" && !(waiting && event.key === "Escape")) return;
  event.preventDefault();
  waiting += 1;
  queue(() => replay(event.key)).finally(() => (waiting -= 1));
}

function replay(key) {
  if (document.activeElement !== comment() || !comment()) return key === "Escape" ? undefined : struck(key);
  if (key === "Escape") return leave();
  return type(key === "Enter" ? "\n" : key);
}

function leave() {
  comment().blur();
  queue(save);
}

function ready() {
  const switched = document.getElementById("single");
  switched.checked = localStorage.getItem("keys") !== "off";
}

document.addEventListener("keydown", keyed);
document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const opener = event.target.closest("[data-opens]");
  if (opener) return void document.getElementById(opener.dataset.opens).showModal();
  const link = event.target.closest("#page a[href]");
  if (!link || link.origin !== location.origin) return;
  event.preventDefault();
  queue(() => follow(link.href));
});
document.addEventListener("submit", (event) => {
  if (!event.submitter || event.target.method === "dialog") return;
  event.preventDefault();
  const button = event.submitter;
  queue(() => (button.isConnected ? press(button) : undefined));
});
document.addEventListener("input", (event) => {
  if (event.target !== comment()) return;
  clearTimeout(typing);
  typing = setTimeout(() => queue(save), SAVE_AFTER);
});
document.addEventListener("change", (event) => {
  if (event.target.id === "single") localStorage.setItem("keys", event.target.checked ? "on" : "off");
});
document.addEventListener("toggle", (event) => {
  if (event.target.id) folds[event.target.id] = event.target.open;
}, true);
addEventListener("popstate", () => queue(async () => {
  const answer = await ask(location.href);
  if (answer) show(answer);
}));
addEventListener("beforeunload", (event) => {
  if (dirty()) {
    queue(save);
    event.preventDefault();
  }
});
ready();
