// What the page shows of what is kept: a card for each item, a row for each file. What became safe
// while the page is open stays in sight, though it is no longer on the phone.

import { byId, part, say, write } from "./parts.js";
import { chosenWords, picker } from "./picker.js";
import { drawFile, drawItem, endPreview, fileRow, itemCard } from "./rows.js";
import * as store from "./store.js";
import { here, summary } from "./words.js";

const LATER = 800; // milliseconds of rest before a title is sent
const PATIENCE = 3000; // milliseconds the next page waits for what was typed last

export class View {
  constructor(person, sender) {
    this.person = person.id;
    this.units = person.units || [];
    this.sender = sender;
    this.items = new Map();
    this.files = new Map(); // by key; without the content
    this.cards = new Map();
    this.rows = new Map();
    store.listen((news) => this.#hear(news));
    const root = byId("captured-items");
    root.addEventListener("click", (event) => this.#press(event));
    root.addEventListener("input", (event) => this.#type(event));
    root.addEventListener("toggle", (event) => this.#tag(event), true);
    window.addEventListener("offline", () => this.#draw());
    window.addEventListener("online", () => this.#draw());
  }

  know(units) {
    this.units = units;
    this.#draw();
  }

  countIn(key) {
    return Array.from(this.files.values()).filter((file) => file.item === key && !file.removed).length;
  }

  itemShown(key) {
    return this.items.get(key);
  }

  // Something is on this phone and nowhere else.
  onlyHere() {
    return Array.from(this.files.values())
      .some((file) => store.isUnsent(file) && (file.state === "waiting" || file.state === "refused"));
  }

  tellNoRoom(files) {
    const names = files.map((file) => file.name).join(", ");
    const box = byId("capture-notice");
    box.hidden = false;
    write(box.querySelector("h2"), `There is no room on this ${here} to keep that`);
    write(box.querySelector("p"), `Not kept: ${names}. Free some space, then add it again.`);
    say(`There is no room on this ${here} to keep that`);
  }

  // A film takes a while to be kept.
  tellKeeping(name) {
    byId("captured").hidden = false;
    write(byId("captured-sum"), `Keeping ${name} on this ${here}`);
  }

  #hear(news) {
    if (news.sending) return this.#move(news);
    if (news.safe) this.#becomeSafe(news.safe);
    if (news.saved) this.#becomeSaved(news);
    return this.refresh();
  }

  #move(news) {
    const file = this.files.get(news.sending);
    if (!file) return;
    if (!file.live) say(`Sending ${file.name}`);
    Object.assign(file, { live: true, sent: news.sent });
    drawFile(this.rows.get(file.key), file, null);
  }

  #becomeSafe(key) {
    const file = this.files.get(key);
    if (!file) return;
    file.state = "safe";
    endPreview(this.rows.get(key));
    say(`${file.name} is safe at the centre`);
  }

  #becomeSaved({ saved, ...said }) {
    const item = this.items.get(saved);
    if (item) Object.assign(item, { evidence: said.evidence, saved: JSON.stringify([said.title, said.criteria]) });
  }

  // Read what is kept and show it.
  async refresh() {
    const [items, files] = await Promise.all([
      store.itemsOf(this.person), store.filesOf(this.person),
    ]);
    items.forEach((item) => this.items.set(item.key, { ...this.items.get(item.key), ...item }));
    const kept = new Set(files.map((file) => file.key));
    files.forEach((file) => this.#note(file));
    for (const [key, file] of this.files) {
      if (!kept.has(key) && file.state !== "safe") this.#drop(key);
    }
    this.persisted = await navigator.storage?.persisted?.();
    this.#draw();
  }

  #note({ blob, ...file }) {
    const before = this.files.get(file.key);
    const live = Boolean(before?.live) && file.state === "waiting" && !file.paused;
    const sent = Math.max(file.sent, live ? before.sent : 0);
    if (before && before.state !== "refused" && file.state === "refused") {
      say(`${file.name} was refused: ${file.why}`);
    }
    this.files.set(file.key, { ...file, live, sent });
    if (!this.rows.has(file.key)) this.rows.set(file.key, fileRow({ ...file, blob }));
  }

  #drop(key) {
    this.files.delete(key);
    endPreview(this.rows.get(key));
    this.rows.get(key).remove();
    this.rows.delete(key);
  }

  #draw() {
    const trouble = this.sender.trouble;
    const files = Array.from(this.files.values());
    for (const file of files) {
      if (trouble) file.live = false;
      drawFile(this.rows.get(file.key), file, trouble);
    }
    const items = Array.from(this.items.values()).filter((item) => files.some((file) => file.item === item.key));
    items.sort((one, other) => other.added - one.added).forEach((item, place) => this.#drawItem(item, place));
    for (const [key, card] of this.cards) {
      if (!items.some((item) => item.key === key)) {
        card.remove();
        this.cards.delete(key);
      }
    }
    byId("captured").hidden = !items.length;
    byId("captured-new").hidden = !items.length;
    write(byId("captured-sum"), summary(files));
    byId("captured-purge").hidden = Boolean(this.persisted) || !this.onlyHere();
  }

  #drawItem(item, place) {
    if (!this.cards.has(item.key)) this.cards.set(item.key, itemCard(item));
    const card = this.cards.get(item.key);
    const list = part(card, "files");
    for (const file of this.files.values()) {
      const row = this.rows.get(file.key);
      if (file.item === item.key && row.parentElement !== list) list.append(row);
    }
    const root = byId("captured-items");
    if (root.children[place] !== card) root.insertBefore(card, root.children[place] || null);
    drawItem(card, item, chosenWords(this.units, item.criteria), this.#said(item));
  }

  #said(item) {
    if (item.unsaid) return `Title and criteria were not taken. ${item.unsaid}`;
    if (!item.title && !item.criteria.length) return "";
    return store.isSaved(item) ? "Title and criteria are with your centre" : `Title and criteria are on this ${here}`;
  }

  // -- What is pressed, typed and ticked -------------------------------------------------------

  #press(event) {
    const next = event.target.closest('[data-part="next"]');
    if (next) return this.#goOn(event, next);
    const pressed = event.target.closest("[data-do]");
    if (!pressed) return;
    const key = pressed.closest("[data-key]").dataset.key;
    const file = this.files.get(key);
    const deeds = {
      pause: { paused: true },
      resume: { paused: false },
      remove: { removed: true },
      again: file.removed ? { removed: false } : { state: "waiting", why: "", paused: false },
    };
    store.changeFile(key, deeds[pressed.dataset.do]).then(() => {
      this.#keepFocus(key, pressed);
      this.sender.wake();
    });
    if (pressed.dataset.do === "remove") say(`${file.name} is removed. Undo is beside it`);
  }

  // What was typed last goes along, or the next page would not show it.
  #goOn(event, next) {
    const key = next.closest("[data-key]").dataset.key;
    if (store.isSaved(this.items.get(key))) return;
    event.preventDefault();
    const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    Promise.race([this.sender.saveNow(key), enough]).finally(() => location.assign(next.href));
  }

  // The pressed button may have gone: focus goes to what stands in its place.
  #keepFocus(key, pressed) {
    this.refresh().then(() => {
      if (!pressed.hidden) return;
      this.rows.get(key)?.querySelector("[data-do]:not([hidden])")?.focus();
    });
  }

  #type(event) {
    if (event.target.dataset.part !== "title") return;
    const key = event.target.closest("[data-key]").dataset.key;
    this.#change(key, { title: event.target.value });
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.sender.wake(), LATER);
  }

  #change(key, fields) {
    const item = this.items.get(key);
    Object.assign(item, fields, { touched: Date.now() });
    return store.changeItem(key, { ...fields, touched: item.touched })
      .then((kept) => kept || store.putItem({ ...item }));
  }

  // The one picker of the page moves to the item that is opened.
  #tag(event) {
    const details = event.target;
    if (details.dataset.part !== "tagging") return;
    const place = part(details, "picker");
    if (!details.open) {
      place.replaceChildren();
      return;
    }
    document.querySelectorAll('[data-part="tagging"][open]').forEach((other) => {
      if (other === details) return;
      part(other, "picker").replaceChildren();
      other.open = false;
    });
    const key = details.closest("[data-key]").dataset.key;
    const changed = (criteria) => this.#change(key, { criteria }).then(() => this.sender.wake());
    place.replaceChildren(this.units.length ? picker(this.units, this.items.get(key).criteria, changed) : this.#noList());
  }

  #noList() {
    const words = document.createElement("p");
    words.className = "pf-small";
    words.textContent = `The list of your criteria is not on this ${here} yet. You can choose them later.`;
    return words;
  }
}
