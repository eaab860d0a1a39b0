// What every viewer has: links that are renewed while the page stays open, full screen, the text
// of a document. Without it the picture, the native player and the links are there all the same.

export const frame = document.querySelector("[data-viewer]");

const OPENS_FOR = 9 * 60 * 1000; // a link opens for ten minutes
const PATIENCE = 5000; // between two renewals: what still fails after one is not the link's fault

const original = frame.querySelector("[data-original]");
const note = frame.querySelector("[data-viewer-note]");
let base = original.href.replace(/[^/]+$/, "");
let since = Date.now();
let tried = 0;

export function say(sentence) {
  if (window.portfolio) window.portfolio.say(sentence);
}

// What went wrong, on the page and said; nothing once it is right again.
export function tell(sentence) {
  if (note.textContent === sentence) return;
  note.textContent = sentence;
  note.hidden = !sentence;
  say(sentence);
}

export function reveal() {
  frame.querySelectorAll("[data-viewer-tools]").forEach((tools) => {
    tools.hidden = false;
  });
}

// The address of a copy of this file: "screen-1", "page-3", "video-1".
export function linkTo(which) {
  return base + which;
}

export function nameOf(link) {
  return new URL(link, location.href).pathname.split("/").pop();
}

// Asks for links that open again; false without a connection or a sign-in, or right after a try.
export async function renew() {
  if (Date.now() - tried < PATIENCE) return false;
  tried = Date.now();
  let answer;
  try {
    answer = await fetch(frame.dataset.fresh, { headers: { Accept: "application/json" } });
  } catch (unreachable) {
    return false; // no connection: whoever asked says so
  }
  if (!answer.ok || answer.redirected) return false;
  const fresh = await answer.json();
  original.href = fresh.original;
  base = original.href.replace(/[^/]+$/, "");
  since = Date.now();
  return true;
}

// A copy as an answer that is really it, with a fresh link where the first no longer opens.
export async function load(which) {
  const opens = (answer) => answer.ok && !answer.redirected;
  let answer = await fetch(linkTo(which));
  if (!opens(answer) && (await renew())) answer = await fetch(linkTo(which));
  return opens(answer) ? answer : null;
}

function renewWhenOld() {
  if (!document.hidden && Date.now() - since > OPENS_FOR) renew();
}

setInterval(renewWhenOld, 30 * 1000);
document.addEventListener("visibilitychange", renewWhenOld);

// -- Full screen: the browser's, or the whole window where it has none (phones) ---------------

const full = frame.querySelector("[data-full]");

function isFull() {
  return document.fullscreenElement === frame || frame.classList.contains("pf-viewer--full");
}

function showFull() {
  full.setAttribute("aria-pressed", String(isFull()));
  frame.dispatchEvent(new Event("fitted"));
}

function fill(whole) {
  frame.classList.toggle("pf-viewer--full", whole);
  showFull();
}

if (full) {
  full.addEventListener("click", () => {
    if (!document.fullscreenEnabled) fill(!isFull());
    else if (isFull()) document.exitFullscreen();
    else frame.requestFullscreen();
  });
  document.addEventListener("fullscreenchange", showFull);
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape") fill(false);
  });
  document.addEventListener("focusin", (event) => {
    if (!frame.contains(event.target)) fill(false);
  });
}

// -- Text of a document: fetched when it is first unfolded ------------------------------------

const text = frame.querySelector("[data-text]");

async function showText() {
  if (!text.open || text.dataset.shown) return;
  text.dataset.shown = "yes";
  const answer = await load("text-1");
  if (answer) text.querySelector("[data-text-here]").textContent = await answer.text();
  else delete text.dataset.shown;
}

if (text) {
  text.addEventListener("toggle", showText);
  showText();
}

export function isTyping(element) {
  return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}
