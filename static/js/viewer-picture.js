// A photograph or a page of a document: zoom, turn, full screen, pages without leaving the page.
// Keys work while the focus is in the viewer: + - 0 zoom, L and R turn.

import { frame, isTyping, linkTo, nameOf, renew, reveal, say, tell } from "./viewer.js";
import { watchHands } from "./viewer-hands.js";

const MOST = 6;
const STEP = 1.25;

const stage = frame.querySelector("[data-stage]");
const image = frame.querySelector("[data-picture]");
const now = frame.querySelector("[data-zoom-now]");
let zoom = 1;
let turn = 0;
let room = null; // the box the picture is drawn in while it is zoomed or turned

function size(pixels) {
  return Math.round(pixels) + "px";
}

// How high the style sheet lets a picture be; a page may be of any height.
function tallest() {
  image.style.maxHeight = "";
  const most = parseFloat(getComputedStyle(image).maxHeight);
  if (room) image.style.maxHeight = "none";
  return most || Infinity;
}

// How large the picture is at 100 %, as the style sheet fits it, and lying down if it is turned.
function fitted(wide, high) {
  const style = getComputedStyle(stage);
  const inner = stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  return Math.min(1, inner / wide, tallest() / high);
}

function asItWas() {
  if (!room) return;
  room.replaceWith(image);
  room = null;
  image.removeAttribute("style");
}

function draw() {
  stage.classList.toggle("pf-viewer__stage--zoomed", zoom > 1);
  if (zoom === 1 && turn === 0) {
    asItWas();
    return;
  }
  if (!room) {
    room = document.createElement("div");
    room.className = "pf-viewer__turn";
    image.replaceWith(room);
    room.append(image);
  }
  const lying = turn % 180 !== 0;
  const wide = lying ? image.naturalHeight : image.naturalWidth;
  const high = lying ? image.naturalWidth : image.naturalHeight;
  const scale = fitted(wide, high) * zoom;
  room.style.width = size(wide * scale);
  room.style.height = size(high * scale);
  image.style.width = size(image.naturalWidth * scale);
  image.style.height = size(image.naturalHeight * scale);
  image.style.transform = "translate(-50%, -50%) rotate(" + turn + "deg)";
}

// Zooms so that what lies under the point stays there.
function zoomTo(wanted, x, y) {
  const before = image.getBoundingClientRect();
  const left = (x - before.left) / before.width;
  const top = (y - before.top) / before.height;
  zoom = Math.min(Math.max(wanted, 1), MOST);
  if (Math.abs(zoom - 1) < 0.02) zoom = 1;
  draw();
  const after = image.getBoundingClientRect();
  stage.scrollLeft += after.left + left * after.width - x;
  stage.scrollTop += after.top + top * after.height - y;
  now.textContent = Math.round(zoom * 100) + " %";
}

function middle() {
  const box = stage.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

function zoomBy(what) {
  zoomTo(what === "in" ? zoom * STEP : what === "out" ? zoom / STEP : 1, ...middle());
  say(zoom === 1 ? "Fitted to the frame" : "Zoom " + now.textContent);
}

function turnBy(degrees) {
  turn = (turn + degrees + 360) % 360;
  draw();
  say(turn ? "Turned " + turn + " degrees clockwise" : "Not turned");
}

frame.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.zoom) zoomBy(button.dataset.zoom);
  if (button.dataset.turn) turnBy(Number(button.dataset.turn));
});

const keys = {
  "+": () => zoomBy("in"),
  "=": () => zoomBy("in"),
  "-": () => zoomBy("out"),
  0: () => zoomBy("fit"),
  l: () => turnBy(-90),
  r: () => turnBy(90),
};

frame.addEventListener("keydown", (event) => {
  const deed = keys[event.key.toLowerCase()];
  if (!deed || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  event.preventDefault();
  deed();
});

watchHands(stage, { zoom: () => zoom, zoomTo });
image.addEventListener("load", draw);
frame.addEventListener("fitted", draw);
new ResizeObserver(draw).observe(frame);

// -- A link that no longer opens is renewed once ---------------------------------------------

image.addEventListener("error", async () => {
  const which = nameOf(image.src);
  if (await renew()) image.src = linkTo(which);
  else tell("The picture did not load. Check the connection, then reload this page");
});

// -- Pages -----------------------------------------------------------------------------------

const place = frame.querySelector("[data-page-now]");
let number = place ? Number(place.value) : 1;

function showPage(wanted) {
  const words = frame.querySelector("[data-page-words]");
  const count = Number(place.dataset.pages);
  number = Math.min(Math.max(wanted || 1, 1), count);
  const before = words.textContent;
  words.textContent = before.replace(/\d+/, number);
  const label = image.alt.slice(0, -before.length) + words.textContent;
  image.removeAttribute("width");
  image.removeAttribute("height");
  image.src = linkTo("page-" + number);
  image.alt = label;
  stage.setAttribute("aria-label", label);
  stage.scrollTo(0, 0);
  place.value = number;
  showSteps(count);
  const address = new URL(location.href);
  address.searchParams.set("file", place.form.elements.file.value);
  address.searchParams.set("page", number);
  history.replaceState(history.state, "", address);
  say("P" + words.textContent.slice(1));
}

// At an end the step beyond it goes; whoever stood on it stands on the other one.
function showSteps(count) {
  frame.querySelectorAll("[data-page-by]").forEach((step) => {
    const beyond = number + Number(step.dataset.pageBy);
    const gone = beyond < 1 || beyond > count;
    const left = gone && document.activeElement === step;
    step.hidden = gone;
    if (left) place.focus();
  });
}

if (place) {
  frame.addEventListener("click", (event) => {
    const step = event.target.closest("[data-page-by]");
    if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    showPage(number + Number(step.dataset.pageBy));
  });
  place.form.addEventListener("submit", (event) => {
    event.preventDefault();
    showPage(parseInt(place.value, 10));
  });
}

image.draggable = false;
reveal();
