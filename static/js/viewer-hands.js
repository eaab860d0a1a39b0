// Hands on a picture: two fingers or a double tap zoom, a mouse drags what is larger than its
// frame. One finger scrolls, as everywhere. Buttons and keys do the same.

const DOUBLE_TAP = 300; // milliseconds
const NEAR = 24; // pixels between the two taps
const CLOSER = 2.5;

// ``picture`` has zoom(), the zoom now, and zoomTo(zoom, x, y), which keeps that point in place.
export function watchHands(stage, picture) {
  watchFingers(stage, picture);
  watchTaps(stage, picture);
  watchMouse(stage, picture);
}

function toggle(picture, x, y) {
  picture.zoomTo(picture.zoom() > 1 ? 1 : CLOSER, x, y);
}

function between(touches) {
  const [a, b] = touches;
  return {
    apart: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
    x: (a.clientX + b.clientX) / 2,
    y: (a.clientY + b.clientY) / 2,
  };
}

function watchFingers(stage, picture) {
  let start = null;
  let last = null;
  stage.addEventListener("touchstart", (event) => {
    start = null;
    if (event.touches.length !== 2) return;
    last = between(event.touches);
    start = { apart: last.apart, zoom: picture.zoom() };
  }, { passive: true });
  stage.addEventListener("touchmove", (event) => {
    if (!start || event.touches.length !== 2) return;
    event.preventDefault();
    const fingers = between(event.touches);
    stage.scrollLeft -= fingers.x - last.x;
    stage.scrollTop -= fingers.y - last.y;
    last = fingers;
    picture.zoomTo(start.zoom * (fingers.apart / start.apart), fingers.x, fingers.y);
  }, { passive: false });
}

function watchTaps(stage, picture) {
  let before = null;
  stage.addEventListener("pointerup", (event) => {
    if (event.pointerType !== "touch" || !event.isPrimary) return;
    const tap = { at: event.timeStamp, x: event.clientX, y: event.clientY };
    const again = before && tap.at - before.at < DOUBLE_TAP &&
      Math.hypot(tap.x - before.x, tap.y - before.y) < NEAR;
    before = again ? null : tap;
    if (again) toggle(picture, tap.x, tap.y);
  });
}

function watchMouse(stage, picture) {
  let hand = "mouse";
  stage.addEventListener("pointerdown", (event) => {
    hand = event.pointerType;
    const onScrollbar = event.target === stage;
    if (hand !== "mouse" || event.button !== 0 || picture.zoom() === 1 || onScrollbar) return;
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
    if (hand === "mouse") toggle(picture, event.clientX, event.clientY);
  });
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // how a track pad reports a pinch
    event.preventDefault();
    picture.zoomTo(picture.zoom() * Math.exp(-event.deltaY / 100), event.clientX, event.clientY);
  }, { passive: false });
}
