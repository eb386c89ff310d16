
"use strict";
// Without this script the page is complete; with it, rows can be filtered.
const form = document.getElementById("filters");
const status = document.getElementById("filter-status");
const rows = Array.from(document.querySelectorAll("[data-row]"));
const parts = Array.from(document.querySelectorAll("[data-part]"));
const words = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
const traits = { right: "rights", role: "roles", kind: "kinds", severity: "severities" };
let filtered = false;

function shows(row, wanted) {
  for (const [field, value] of Object.entries(traits)) {
    if (wanted[field] && !row.dataset[value].split(" ").includes(wanted[field])) return false;
  }
  return words.get(row).includes(wanted.text);
}

function count(kind, one, many) {
  const all = rows.filter((row) => row.dataset.row === kind);
  const shown = all.filter((row) => !row.hidden).length;
  return shown + " of " + all.length + " " + (all.length === 1 ? one : many);
}

function apply() {
  const wanted = Object.fromEntries(new FormData(form));
  wanted.text = wanted.text.trim().toLowerCase();
  const filters = Object.values(wanted).some((value) => value !== "");
  for (const row of rows) row.hidden = !shows(row, wanted);
  for (const part of parts) part.hidden = filters && !part.querySelector("[data-row]:not([hidden])");
  // What is looked for is shown; what was opened for that is closed again.
  if (filters !== filtered) {
    for (const table of document.querySelectorAll("details.rules")) table.open = filters;
  }
  filtered = filters;
  status.textContent = "Shown: " + count("finding", "finding", "findings") + ", " + count("rule", "row of rules", "rows of rules") + ".";
}

function clear() {
  form.reset();
  apply();
}

// A link leads to its place even where a filter or a closed table hides it.
function reveal() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest("[hidden]")) clear();
  for (let at = target.closest("details"); at; at = at.parentElement.closest("details")) at.open = true;
  target.scrollIntoView();
}

let opened = [];
addEventListener("beforeprint", () => {
  opened = Array.from(document.querySelectorAll("details:not([open])"));
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
addEventListener("hashchange", reveal);
form.addEventListener("input", apply);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", () => setTimeout(apply));
form.hidden = false;
apply();
reveal();
