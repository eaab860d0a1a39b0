// Sound and film: speed, jumps of 10 seconds, the time in words, a waveform to point at.
// Keys work while the focus is in the viewer: space plays, the left and right arrows jump.
// Up and down stay the browser's: they scroll, or change the volume of the player they are on.

import { frame, isTyping, linkTo, nameOf, renew, reveal, say, tell } from "./viewer.js";

const JUMP = 10; // seconds
const CANNOT_PLAY = "This browser cannot play it. Download the original to open it";

const media = frame.querySelector("audio, video");
const time = frame.querySelector("[data-time]");
const speed = frame.querySelector("[data-speed]");
const waveform = frame.querySelector("[data-waveform]");

function clock(seconds) {
  const whole = Math.floor(seconds);
  const rest = String(whole % 60).padStart(2, "0");
  if (whole < 3600) return Math.floor(whole / 60) + ":" + rest;
  return Math.floor(whole / 3600) + ":" + String(Math.floor(whole / 60) % 60).padStart(2, "0") + ":" + rest;
}

function known() {
  return Number.isFinite(media.duration);
}

function position() {
  return known() ? clock(media.currentTime) + " of " + clock(media.duration) : clock(media.currentTime);
}

function showTime() {
  if (time.textContent !== position()) time.textContent = position();
}

function seek(seconds) {
  media.currentTime = Math.min(Math.max(seconds, 0), known() ? media.duration : Infinity);
  showTime();
}

function jump(seconds) {
  seek(media.currentTime + seconds);
  say(position());
}

function playOrPause() {
  if (media.paused) media.play().catch(() => {}); // why it does not play is told on "error"
  else media.pause();
}

frame.addEventListener("click", (event) => {
  const button = event.target.closest("[data-jump]");
  if (button) jump(Number(button.dataset.jump));
});

speed.addEventListener("change", () => {
  media.playbackRate = Number(speed.value);
});

const keys = {
  " ": playOrPause,
  ArrowLeft: () => jump(-JUMP),
  ArrowRight: () => jump(JUMP),
};

// Before the player sees the key: the browsers' own steps differ, and one press is one jump.
frame.addEventListener("keydown", (event) => {
  const deed = keys[event.key];
  const pressed = event.key === " " && event.target.closest("button, a, summary");
  if (!deed || pressed || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.target.closest("[data-text-here]")) return; // there the keys scroll the text
  event.preventDefault();
  event.stopPropagation();
  deed();
}, true);

// -- A link that no longer opens is renewed once, and playing goes on where it was ------------

let played = { at: 0, on: false };

// Not while a new address is taken up: then the player stands at 0 and has nothing yet.
function remember() {
  if (!media.error && media.readyState > 0) played = { at: media.currentTime, on: !media.paused };
}

async function goOn() {
  const { at, on } = played;
  const broken = media.error && media.error.code === MediaError.MEDIA_ERR_DECODE;
  if (broken || !(await renew())) {
    tell(navigator.onLine ? CANNOT_PLAY : "The connection dropped. Play again when it is back");
    return;
  }
  media.addEventListener("loadedmetadata", () => {
    seek(at);
    media.playbackRate = Number(speed.value);
    if (on) playOrPause();
  }, { once: true });
  media.src = linkTo(nameOf(media.src));
}

["timeupdate", "play", "pause", "seeking"].forEach((name) => media.addEventListener(name, remember));
["timeupdate", "loadedmetadata", "durationchange"].forEach((name) => media.addEventListener(name, showTime));
media.addEventListener("error", goOn);
media.addEventListener("playing", () => tell(""));

async function showWaveform() {
  const { show } = await import("./viewer-waveform.js");
  show(waveform, { media, position, seek });
}

showTime();
reveal();
if (waveform) showWaveform();
if (media.error) goOn(); // it failed before this script was there
