// Recording in the page: a voice, or the camera of a device that has no camera app of its own.
// What it takes is a file like any other. Without the means, the file input does it.

import { byId, say, write } from "./parts.js";

const SOUND = [["audio/mp4", "m4a"], ["audio/ogg;codecs=opus", "ogg"], ["audio/webm", "webm"]];
const FILM = [["video/mp4", "mp4"], ["video/webm", "webm"]];
const WANTS = {
  sound: { audio: true },
  video: { audio: true, video: { facingMode: "environment" } },
  photo: { video: { facingMode: "environment", width: { ideal: 3840 }, height: { ideal: 2160 } } },
};
const WORDS = { sound: "Recording sound", video: "Recording video", photo: "Camera" };

export const canRecord = () => Boolean(navigator.mediaDevices && window.MediaRecorder);

// Phones have a better camera app than a page can be; only others get the camera in the page.
export const takesInPage = (what) =>
  canRecord() && (what === "sound" || !window.matchMedia("(pointer: coarse)").matches);

const formatOf = (what) =>
  (what === "sound" ? SOUND : FILM).find(([type]) => MediaRecorder.isTypeSupported(type));

function stamp() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `${day} ${two(now.getHours())}.${two(now.getMinutes())}.${two(now.getSeconds())}`;
}

function clock(element) {
  const began = Date.now();
  return setInterval(() => {
    const seconds = Math.floor((Date.now() - began) / 1000);
    write(element, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`);
  }, 250);
}

function still(view) {
  const canvas = document.createElement("canvas");
  canvas.width = view.videoWidth;
  canvas.height = view.videoHeight;
  canvas.getContext("2d").drawImage(view, 0, 0);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.92));
}

// Which of the two buttons is pressed: true to keep.
function pressed() {
  return new Promise((resolve) => {
    byId("recorder-take").onclick = () => resolve(true);
    byId("recorder-leave").onclick = () => resolve(false);
  });
}

async function film(stream, format, choice) {
  const recorder = new MediaRecorder(stream, { mimeType: format[0] });
  const parts = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  const stopped = new Promise((resolve) => {
    recorder.onstop = resolve;
  });
  recorder.start(1000);
  stream.getTracks().forEach((track) => {
    track.onended = () => recorder.state === "recording" && recorder.stop();
  });
  const kept = await Promise.race([choice, stopped.then(() => true)]);
  if (recorder.state !== "inactive") recorder.stop();
  await stopped;
  return kept ? new Blob(parts, { type: format[0].split(";")[0] }) : null;
}

function show(what, stream) {
  const view = byId("recorder-view");
  view.hidden = what === "sound";
  view.srcObject = what === "sound" ? null : stream;
  if (what !== "sound") view.play();
  write(byId("recorder-word"), WORDS[what]);
  write(byId("recorder-time"), what === "photo" ? "" : "0:00");
  write(byId("recorder-take"), what === "photo" ? "Take the photo" : "Stop and keep");
  write(byId("recorder-leave"), what === "photo" ? "Close the camera" : "Throw away");
  byId("recorder").hidden = false;
  byId("recorder-take").focus();
  say(WORDS[what]);
}

async function taken(what, stream, format) {
  const choice = pressed();
  if (what !== "photo") return film(stream, format, choice);
  return (await choice) ? still(byId("recorder-view")) : null;
}

// Record `what`; resolves with a File, or null when it was thrown away. Rejects when the browser
// or the person refuses the microphone or the camera.
export async function record(what) {
  const format = what === "photo" ? ["image/jpeg", "jpg"] : formatOf(what);
  const stream = await navigator.mediaDevices.getUserMedia(WANTS[what]);
  const ticking = what === "photo" ? null : clock(byId("recorder-time"));
  try {
    show(what, stream);
    const blob = await taken(what, stream, format);
    const name = { sound: "Voice note", video: "Video", photo: "Photo" }[what];
    const type = format[0].split(";")[0];
    return blob && new File([blob], `${name} ${stamp()}.${format[1]}`, { type });
  } finally {
    clearInterval(ticking);
    stream.getTracks().forEach((track) => track.stop());
    byId("recorder").hidden = true;
    byId("recorder-view").srcObject = null;
  }
}
