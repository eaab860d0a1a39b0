// How a captured file and a captured item are drawn. A row once made is changed in place, so that
// focus, an open list and half-typed words stay where they are.

import { clone, part, write } from "./parts.js";
import { kindOf, percent, size, stateOf } from "./words.js";

const FAMILIES = ["ok", "go", "wait", "warn", "stop"];

function showPreview(row, file, drawing) {
  const thumb = part(row, "thumb");
  thumb.querySelector("use").setAttribute("href", `#i-${drawing}`);
  if (!file.blob) return;
  const family = (file.type || "").split("/")[0];
  const address = URL.createObjectURL(file.blob);
  row.dataset.preview = address;
  if (family === "image") {
    const image = new Image(48, 48);
    image.className = "pf-thumb";
    image.alt = "";
    image.addEventListener("load", () => thumb.replaceChildren(image)); // HEIC stays a drawing
    image.src = address;
  } else if (family === "audio" || family === "video") {
    const player = document.createElement(family);
    player.controls = true;
    player.preload = "metadata";
    player.setAttribute("aria-label", file.name);
    player.src = address;
    part(row, "player").append(player);
  }
}

// The content leaves this page too; a small picture that is drawn already stays.
export function endPreview(row) {
  if (row.dataset.preview) URL.revokeObjectURL(row.dataset.preview);
  part(row, "player").replaceChildren();
}

export function fileRow(file) {
  const row = clone("captured-file");
  const [kind, drawing] = kindOf(file);
  row.dataset.key = file.key;
  part(row, "name").textContent = file.name;
  part(row, "about").textContent = `${kind} · ${size(file.size)}`;
  part(row, "remove-words").textContent = `Remove ${file.name}`;
  part(row, "progress").setAttribute("aria-label", `${file.name}: sent`);
  showPreview(row, file, drawing);
  return row;
}

function button(row, deed, shown, words) {
  const found = row.querySelector(`[data-do="${deed}"]`);
  found.hidden = !shown;
  if (words) write(found, words);
}

export function drawFile(row, file, trouble) {
  const [family, drawing, word, sentence] = stateOf(file, trouble);
  const tag = part(row, "tag");
  FAMILIES.forEach((one) => tag.classList.toggle(`pf-tag--${one}`, one === family));
  tag.querySelector("use").setAttribute("href", `#i-${drawing}`);
  write(part(row, "word"), word);
  write(part(row, "sentence"), sentence);
  part(row, "say").classList.toggle("pf-file__say--bad", family === "stop");
  const progress = part(row, "progress");
  const moving = file.state === "waiting" && !file.removed;
  progress.hidden = !(moving && (file.live || file.sent));
  progress.value = percent(file);
  button(row, "pause", moving && file.live && !file.paused);
  button(row, "resume", moving && file.paused);
  button(row, "again", file.removed || (file.state === "refused" && !file.untried) || (moving && trouble && !file.paused),
    file.removed ? "Undo" : "Try again");
  button(row, "remove", !file.removed && file.state !== "safe" && file.state !== "checking");
}

export function itemCard(item) {
  const card = clone("captured-item");
  const title = part(card, "title");
  card.dataset.key = item.key;
  title.id = `title-${item.key}`;
  part(card, "title-label").htmlFor = title.id;
  part(card, "name").id = `name-${item.key}`;
  card.setAttribute("aria-labelledby", `name-${item.key}`);
  title.value = item.title;
  return card;
}

export function drawItem(card, item, chosen, state) {
  const code = item.evidence ? `${item.evidence.code} · ` : "";
  write(part(card, "name"), `${code}${item.title || (item.evidence ? "No title yet" : "New item")}`);
  write(part(card, "chosen"), chosen);
  write(part(card, "saved"), state);
  part(card, "onward").hidden = !item.evidence;
  if (item.evidence) {
    const next = part(card, "next");
    next.href = item.evidence.url;
    write(next, `Next: say what ${item.evidence.code} shows`);
  }
}
