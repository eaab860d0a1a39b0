// The meaning of a command verb beside it: by hovering, tapping or with the keyboard.
// The meanings are those of the glossary's page, asked for once; where that fails, or the browser
// knows no popover, the link leads there as it does without scripts.

const HOVER_MS = 250;
const GAP = 6;

let meanings = null;
let bubble = null;
let shownFor = null;
let timer = 0;

async function load(address) {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`the glossary answered ${answer.status}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return new Map([...page.querySelectorAll(".pf-term")].map((term) => [term.id, term.querySelector("dd").textContent]));
}

function meaningOf(link) {
  meanings ??= load(link.pathname).catch((failure) => {
    meanings = null;
    throw failure;
  });
  return meanings.then((known) => known.get(link.hash.slice(1)));
}

function make() {
  bubble = document.createElement("div");
  bubble.id = "verb-meaning";
  bubble.className = "pf-meaning";
  bubble.setAttribute("role", "tooltip");
  bubble.popover = "auto";
  bubble.addEventListener("toggle", (event) => {
    if (event.newState === "closed") forget();
  });
  bubble.addEventListener("pointerenter", () => clearTimeout(timer));
  bubble.addEventListener("pointerleave", hideSoon);
  document.body.append(bubble);
}

function forget() {
  shownFor?.removeAttribute("aria-describedby");
  shownFor = null;
}

function place(link) {
  const at = link.getClientRects()[0];
  const room = document.documentElement.clientWidth - bubble.offsetWidth - GAP;
  const above = at.top - bubble.offsetHeight - GAP;
  bubble.style.left = `${Math.max(GAP, Math.min(at.left, room))}px`;
  bubble.style.top = `${above > GAP ? above : at.bottom + GAP}px`;
}

async function show(link) {
  const meaning = await meaningOf(link);
  if (!meaning || !link.isConnected) return;
  if (!bubble) make();
  forget();
  bubble.textContent = meaning;
  if (!bubble.matches(":popover-open")) bubble.showPopover();
  shownFor = link;
  link.setAttribute("aria-describedby", bubble.id);
  place(link);
}

function hideSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => bubble?.matches(":popover-open") && bubble.hidePopover(), HOVER_MS);
}

// What cannot be fetched is no news to somebody who only passes by: the link still leads there.
function showIfKnown(link) {
  show(link).catch(() => undefined);
}

const verb = (event) => event.target.closest?.(".pf-verb");

if ("popover" in HTMLElement.prototype) {
  document.addEventListener("click", (event) => {
    const link = verb(event);
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    clearTimeout(timer); // or the hovering that led here would bring back what is closed meanwhile
    show(link).catch(() => location.assign(link.href));
  });
  document.addEventListener("pointerover", (event) => {
    const link = event.pointerType === "mouse" && verb(event);
    if (!link) return;
    clearTimeout(timer);
    timer = setTimeout(() => showIfKnown(link), HOVER_MS);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.pointerType === "mouse" && verb(event)) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = verb(event);
    if (link?.matches(":focus-visible")) showIfKnown(link);
  });
  document.addEventListener("focusout", (event) => {
    if (verb(event)) hideSoon();
  });
}
