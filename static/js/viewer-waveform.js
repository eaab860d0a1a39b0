// The shape of a recording, drawn from {"peaks": [0 … 255, …]}: press on it, or use the arrow keys, to seek.

import { load, nameOf } from "./viewer.js";

const SVG = "http://www.w3.org/2000/svg";
const BARS = 160;
const HIGH = 100;

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  return element;
}

// As many bars as fit, each as high as the loudest moment it stands for.
function bars(peaks) {
  const count = Math.min(BARS, peaks.length);
  const loudest = Math.max(...peaks, 1);
  return Array.from({ length: count }, (_, bar) => {
    const from = Math.floor((bar * peaks.length) / count);
    const upTo = Math.max(Math.floor(((bar + 1) * peaks.length) / count), from + 1);
    return Math.max(...peaks.slice(from, upTo)) / loudest;
  });
}

function outline(heights) {
  return heights.map((height, bar) => {
    const half = Math.max(height * 46, 0.8);
    return "M" + (bar + 0.5) + " " + (HIGH / 2 - half) + "V" + (HIGH / 2 + half);
  }).join("");
}

function draw(holder, heights) {
  const path = outline(heights);
  const box = "0 0 " + heights.length + " " + HIGH;
  const svg = make("svg", { viewBox: box, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
  const clip = make("clipPath", { id: "waveform-played" });
  const done = make("rect", { width: 0, height: HIGH });
  const needle = make("rect", { width: 0.4, height: HIGH });
  clip.append(done);
  svg.append(
    clip,
    make("path", { d: path }),
    make("path", { d: path, class: "pf-waveform__played", "clip-path": "url(#waveform-played)" }),
    needle,
  );
  holder.append(svg);
  return (share) => {
    done.setAttribute("width", share * heights.length);
    needle.setAttribute("x", Math.min(share * heights.length, heights.length - 0.4));
  };
}

function asSlider(holder) {
  holder.setAttribute("role", "slider");
  holder.setAttribute("tabindex", "0");
  holder.setAttribute("aria-label", "Place in the recording");
  holder.setAttribute("aria-valuemin", "0");
}

// ``player`` has the media element, seek(seconds) and position(), the time in words.
export async function show(holder, player) {
  const { media } = player;
  const answer = await load(nameOf(holder.dataset.waveform));
  const { peaks } = answer ? await answer.json() : { peaks: [] };
  if (!peaks.length) return; // the player's own bar seeks too
  const fill = draw(holder, bars(peaks));
  asSlider(holder);
  function follow() {
    const length = Number.isFinite(media.duration) ? media.duration : 0;
    fill(length ? media.currentTime / length : 0);
    holder.setAttribute("aria-valuemax", Math.round(length));
    holder.setAttribute("aria-valuenow", Math.round(media.currentTime));
    holder.setAttribute("aria-valuetext", player.position());
  }
  function point(event) {
    const box = holder.getBoundingClientRect();
    const share = Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1);
    if (Number.isFinite(media.duration)) player.seek(share * media.duration);
  }
  holder.addEventListener("click", point);
  holder.addEventListener("pointermove", (event) => {
    if (event.buttons === 1) point(event);
  });
  holder.addEventListener("keydown", (event) => {
    if (event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    player.seek(event.key === "Home" ? 0 : media.duration);
  });
  ["timeupdate", "seeked", "loadedmetadata", "durationchange"].forEach((name) => media.addEventListener(name, follow));
  holder.hidden = false;
  follow();
}
