"use strict";

// Which checks are shown.
for (const choice of document.querySelectorAll("input[name=show]")) {
  const show = () => {
    if (choice.checked) document.body.dataset.show = choice.value;
  };
  choice.addEventListener("change", show);
  show(); // a browser may keep the choice when the page is loaded again
}

// A link may point into something that is closed, or to a line that has no name of its own.
function reveal() {
  let name;
  try {
    name = decodeURIComponent(location.hash.slice(1));
  } catch {
    return;
  }
  const target = name && document.getElementById(name);
  if (!target) return;
  for (let above = target; above; above = above.parentElement) {
    if (above.tagName === "DETAILS") above.open = true;
  }
  // What has not been laid out yet has a guessed height: once more when it has its own.
  target.scrollIntoView({ block: "center" });
  requestAnimationFrame(() => target.scrollIntoView({ block: "center" }));
}
addEventListener("hashchange", reveal);
// A second click on the same link changes no hash.
addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href^='#']");
  if (link && link.hash === location.hash) reveal();
});
reveal();

const MOST_MARKS = 2000;

function searchable(log) {
  const box = log.querySelector("input");
  const count = log.querySelector("output");
  const previous = log.querySelector(".previous");
  const next = log.querySelector(".next");
  let lines; // read at the first search
  let found = [];
  let at = -1;
  let searched = "";

  function rangesOf(line, text) {
    const node = line.firstChild;
    const ranges = [];
    if (!node) return ranges;
    const content = node.data.toLowerCase();
    // Some letters change their length with their case: such a line is found and not marked.
    if (content.length !== node.data.length) return ranges;
    for (let i = content.indexOf(text); i >= 0; i = content.indexOf(text, i + text.length)) {
      const range = new Range();
      range.setStart(node, i);
      range.setEnd(node, i + text.length);
      ranges.push(range);
    }
    return ranges;
  }

  function mark(name, ranges) {
    if (typeof Highlight === "function" && CSS.highlights) CSS.highlights.set(name, new Highlight(...ranges));
  }

  function go(step) {
    found[at]?.line.classList.remove("current");
    at = (at + step + found.length) % found.length;
    const { line } = found[at];
    line.classList.add("current");
    line.scrollIntoView({ block: "center" });
    mark("current", rangesOf(line, box.value.toLowerCase()));
    count.textContent = `${at + 1} of ${found.length} lines`;
  }

  function search() {
    found[at]?.line.classList.remove("current");
    at = -1;
    lines ??= Array.from(log.querySelectorAll(".lines p"), (line) => ({ line, text: line.textContent.toLowerCase() }));
    searched = box.value;
    const text = searched.toLowerCase();
    found = text ? lines.filter((one) => one.text.includes(text)) : [];
    const ranges = [];
    for (const { line } of found) {
      if (ranges.length >= MOST_MARKS) break;
      ranges.push(...rangesOf(line, text));
    }
    mark("found", ranges);
    mark("current", []);
    previous.disabled = next.disabled = found.length === 0;
    if (found.length > 0) go(1);
    else count.textContent = text ? "no line" : "";
  }

  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 100);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      box.value = "";
      search();
    } else if (event.key === "Enter") {
      clearTimeout(waiting);
      if (box.value !== searched) search();
      else if (found.length > 0) go(event.shiftKey ? -1 : 1);
    }
  });
  previous.addEventListener("click", () => go(-1));
  next.addEventListener("click", () => go(1));
  previous.disabled = next.disabled = true;
}
document.querySelectorAll(".log").forEach(searchable);

// "/" goes to the search box of the log that is open, as in many programs.
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.matches("input")) return;
  const log = document.querySelector(".log[open]") ?? document.querySelector(".log");
  if (!log) return;
  event.preventDefault();
  log.open = true;
  log.querySelector("input").focus();
});
