// Sizes, kinds and states of captured files, in the words the pages use.

export function size(bytes) {
  if (bytes >= 999500000) return `${(bytes / 1e9).toFixed(1)} GB`;
  if (bytes >= 999500) return `${(bytes / 1e6).toFixed(bytes >= 99.5e6 ? 0 : 1)} MB`;
  return `${Math.max(1, Math.round(bytes / 1e3))} kB`;
}

const KINDS = { image: ["Photo", "image"], video: ["Video", "video"], audio: ["Sound", "mic"] };
const PICTURES = /\.(heic|heif|hif|avif)$/i; // browsers that cannot show them do not name their type

// Its word and its drawing.
export function kindOf(file) {
  const family = (file.type || "").split("/")[0];
  if (KINDS[family]) return KINDS[family];
  return PICTURES.test(file.name) ? KINDS.image : ["Document", "file"];
}

// What the person holds, or sits at.
export const here = window.matchMedia("(pointer: coarse)").matches ? "phone" : "computer";

export const plural = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const percent = (file) => Math.min(99, Math.floor((100 * (file.sent || 0)) / file.size));

const WAITS = {
  "signed-out": "Goes when you are signed in again.",
  "somebody-else": "Goes when you are signed in again.",
  "other-role": "Goes when you are a candidate here again.",
  "busy": "Many people are sending just now. It goes on by itself.",
  "no-answer": "The connection dropped. What was sent is kept, and it goes on by itself.",
};

function waits(file, trouble) {
  if (file.paused) return file.sent ? `Paused at ${percent(file)} %.` : "Paused.";
  if (!navigator.onLine) return "Goes when the connection is back.";
  return WAITS[trouble] || "Goes next.";
}

// The one plain state of a file: family and drawing of its tag, its word and a sentence.
export function stateOf(file, trouble) {
  if (file.removed) return ["calm", "dash", "Removed", `Nothing of it stays on this ${here} once you leave.`];
  if (file.state === "safe") return ["ok", "tick", "Safe at the centre", `Your original is kept. It is no longer on this ${here}.`];
  if (file.state === "refused") {
    const where = file.untried ? "Nothing of it was sent." : `It is still on this ${here}.`;
    return ["stop", "warn", `Refused: ${file.why}`, where];
  }
  if (file.state === "checking") {
    return ["wait", "ready", "Checking", file.why || "All of it has arrived. Your centre looks at it."];
  }
  if (file.live && !file.paused) {
    const sent = size(file.sent || 0);
    return ["go", "half", `${percent(file)} %`, `${sent} of ${size(file.size)} sent. Keep this page open.`];
  }
  return ["calm", file.paused ? "pause" : "clock", `On this ${here} only`, waits(file, trouble)];
}

// "1 of 4 files is safe. 1 needs you."
export function summary(files) {
  const here = files.filter((file) => !file.removed);
  const safe = here.filter((file) => file.state === "safe").length;
  const refused = here.filter((file) => file.state === "refused").length;
  if (!here.length) return "";
  const all = plural(here.length, "file");
  const be = (count) => (count === 1 ? "is" : "are");
  const part = safe && safe < here.length ? `${safe} of ${all} ${be(safe)}` : `${all} ${be(here.length)}`;
  const first = `${part} ${safe ? "" : "not yet "}safe at the centre.`;
  return refused ? `${first} ${refused} ${refused === 1 ? "needs" : "need"} you.` : first;
}
