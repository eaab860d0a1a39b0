// How files get in: from the camera app, the file chooser or the recorder. Each is kept on the
// phone before anything else happens to it.

import { byId, say } from "./parts.js";
import { record, takesInPage } from "./recorder.js";
import * as store from "./store.js";
import { here, plural, size } from "./words.js";

const page = byId("capture-page");
const TAKEN = /^(image|video|audio)\//;

// Why the phone need not even try; the centre looks again, by content.
function refusal(file, held) {
  const most = Number(page.dataset.mostBytes);
  const ending = /\.([^.]+)$/.exec(file.name.toLowerCase())?.[1];
  if (!file.size) return "The file is empty";
  if (file.size > most) return `It is ${size(file.size)}. A file may have up to ${size(most)}`;
  if (ending && !page.dataset.extensions.split(" ").includes(ending)) return `.${ending} files are not taken`;
  const files = Number(page.dataset.mostFiles);
  return held >= files ? `An item holds ${plural(files, "file")}` : "";
}

function captured(person, item, file, held) {
  const why = refusal(file, held);
  return {
    key: store.newKey(),
    person,
    item: item.key,
    name: file.name,
    type: file.type,
    size: file.size,
    captured: TAKEN.test(file.type) ? new Date(file.lastModified).toISOString() : "",
    blob: file,
    added: Date.now(),
    state: why ? "refused" : "waiting",
    untried: Boolean(why),
    why,
    paused: false,
    address: null,
    sent: 0,
  };
}

const newItem = (person) =>
  ({ key: store.newKey(), person, title: "", criteria: [], evidence: null, saved: "", touched: Date.now(), added: Date.now() });

// Lets files in for `person`; `view` shows them and `sender` sends them.
export function intake(person, view, sender) {
  const form = byId("upload");
  let item = null; // what is added now belongs to it

  const together = () => byId("together-yes").checked;

  async function take(files) {
    for (const file of files) {
      if (!item || !together()) item = newItem(person);
      else item = { ...item, ...view.itemShown(item.key) };
      const held = view.countIn(item.key);
      view.tellKeeping(file.name);
      await store.keep(item, captured(person, item, file, held));
      await view.refresh();
    }
    if (files.length) say(`${plural(files.length, "file")} kept on this ${here}`);
    navigator.storage?.persist?.().then(() => view.refresh());
    sender.wake();
  }

  async function takeOrTell(files) {
    try {
      await take(files);
    } catch (error) {
      view.tellNoRoom(files);
      if (error?.name !== "QuotaExceededError") throw error;
    }
  }

  async function recordOrChoose(input, what) {
    try {
      const file = await record(what);
      if (file) await takeOrTell([file]);
      else say("Nothing was kept");
      input.focus();
    } catch {
      input.dataset.plain = "yes"; // no microphone, or it was not allowed: the file input then
      input.click();
    }
  }

  form.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file") return;
    event.stopPropagation(); // the list of the plain form is not needed
    const files = Array.from(input.files);
    input.value = "";
    takeOrTell(files);
  }, true);

  form.addEventListener("click", (event) => {
    const input = event.target;
    if (input.type !== "file" || input.name === "files" || input.dataset.plain) return;
    if (!takesInPage(input.name)) return;
    event.preventDefault();
    if (byId("recorder").hidden) recordOrChoose(input, input.name);
  });

  form.addEventListener("submit", (event) => event.preventDefault());

  byId("captured-new").addEventListener("click", () => {
    item = null;
    say("What you add next is a new item");
    form.querySelector("input[type=file]").focus();
  });

  document.querySelectorAll("[data-without-script]").forEach((part) => {
    part.hidden = true;
  });
  byId("capture-together").hidden = false;
}
