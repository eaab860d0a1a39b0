// A photograph or a page of a document: zoom, turn, full screen, pages without leaving the page.
// Keys work while the focus is in the viewer: + - 0 zoom, L and R turn.

import { frame, isTyping, linkTo, nameOf, renew, reveal, say, tell } from "./viewer.js";

const MOST = 6;
const STEP = 1.25;
const CLOSER = 2.5; // by a double tap
const DOUBLE_TAP = 300; // milliseconds
const NEAR = 24; // pixels between the two taps

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

// -- Hands: two fingers or a double tap zoom, a mouse drags what is larger than its frame.
// One finger scrolls, as everywhere. Buttons and keys do the same.

function toggle(x, y) {
  zoomTo(zoom > 1 ? 1 : CLOSER, x, y);
}

function between(touches) {
  const [a, b] = touches;
  return {
    apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
    x: (a.clientX + b.clientX) / 2,
    y: (a.clientY + b.clientY) / 2,
  };
}

function watchFingers() {
  let start = null;
  let last = null;
  stage.addEventListener("touchstart", (event) => {
    start = null;
    if (event.touches.length !== 2) return;
    last = between(event.touches);
    start = { apart: last.apart, zoom: zoom };
  }, { passive: true });
  stage.addEventListener("touchmove", (event) => {
    if (!start || event.touches.length !== 2) return;
    event.preventDefault();
    const fingers = between(event.touches);
    stage.scrollLeft -= fingers.x - last.x;
    stage.scrollTop -= fingers.y - last.y;
    last = fingers;
    zoomTo(start.zoom * (fingers.apart / start.apart), fingers.x, fingers.y);
  }, { passive: false });
}

function watchTaps() {
  let before = null;
  stage.addEventListener("pointerup", (event) => {
    if (event.pointerType !== "touch" || !event.isPrimary) return;
    const tap = { at: event.timeStamp, x: event.clientX, y: event.clientY };
    const again = before && tap.at - before.at < DOUBLE_TAP &&
      Math.hypot(tap.x - before.x, tap.y - before.y) < NEAR;
    before = again ? null : tap;
    if (again) toggle(tap.x, tap.y);
  });
}

function watchMouse() {
  let hand = "mouse";
  stage.addEventListener("pointerdown", (event) => {
    hand = event.pointerType;
    const onScrollbar = event.target === stage;
    if (hand !== "mouse" || event.button !== 0 || zoom === 1 || onScrollbar) return;
    stage.setPointerCapture(event.pointerId);
    stage.classList.add("pf-viewer__stage--held");
  });
  stage.addEventListener("pointermove", (event) => {
    if (!stage.hasPointerCapture(event.pointerId) || event.pointerType !== "mouse") return;
    stage.scrollLeft -= event.movementX;
    stage.scrollTop -= event.movementY;
  });
  stage.addEventListener("lostpointercapture", () => {
    stage.classList.remove("pf-viewer__stage--held");
  });
  stage.addEventListener("dblclick", (event) => {
    if (hand === "mouse") toggle(event.clientX, event.clientY);
  });
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // how a track pad reports a pinch
    event.preventDefault();
    zoomTo(zoom * Math.exp(-event.deltaY / 100), event.clientX, event.clientY);
  }, { passive: false });
}

watchFingers();
watchTaps();
watchMouse();
image.addEventListener("load", draw);
frame.addEventListener("fitted", draw);
new ResizeObserver(draw).observe(frame);

// -- A link that no longer opens is renewed once ---------------------------------------------

async function again() {
  const which = nameOf(image.src);
  if (await renew()) image.src = linkTo(which);
  else tell("The picture did not load. Check the connection, then reload this page");
}

image.addEventListener("error", again);
image.addEventListener("load", () => tell(""));
if (image.complete && !image.naturalWidth) again(); // it failed before this script was there

image.draggable = false;
if (frame.querySelector("[data-page-form]")) import("./viewer-pages.js");
reveal();
