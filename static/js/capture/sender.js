// Sends what waits, one file after the other, and asks what became of what was sent. One tab of a
// person does it at a time (a Web Lock); it stops for a sign-in, and never gives anything up.

import { Trouble, saveItem, start, uploadState } from "./server.js";
import * as store from "./store.js";
import { abandon, send } from "./upload.js";

const SETTLED = 3000; // milliseconds without typing before title and criteria are saved again
const LOOK = 1000; // milliseconds between two questions about what is being checked
const LEAST_OFTEN = 10000;
const LONGEST = 60000; // milliseconds between two tries

const isAway = (trouble) => ["signed-out", "somebody-else", "other-role"].includes(trouble.kind);

export class Sender {
  // `person` is the id of whoever captures; `heard(kit)` gets what the server said of them.
  constructor(person, heard) {
    this.person = person;
    this.heard = heard;
    this.trouble = null; // why nothing moves, a kind of Trouble
    this.running = {};
    this.asked = {};
    this.kit = null;
    this.hooks = {};
    this.wakers = new Set();
    store.listen((news) => this.#hear(news));
  }

  // Look for work now: something was added, the connection or the person is back.
  wake() {
    this.wakers.forEach((wake) => wake());
    this.#once("send", () => this.#sendAll());
    this.#once("look", () => this.#lookAll());
  }

  // Run `deed` unless it runs already; asked for meanwhile, it looks for work once more.
  async #once(name, deed) {
    this.asked[name] = true;
    if (this.running[name]) return;
    this.running[name] = true;
    try {
      while (this.asked[name]) {
        this.asked[name] = false;
        await this.#locked(name, deed);
      }
    } finally {
      this.running[name] = false;
    }
  }

  #locked(name, deed) {
    if (!navigator.locks) return deed(); // not a secure address: the server's own keys still hold
    return navigator.locks.request(`portfolio-capture:${name}:${this.person}`, deed);
  }

  async #hear(news) {
    if (!this.sending || news.changed !== this.sending) return;
    const file = await store.fileOf(this.sending);
    if (!file || file.paused || file.removed) this.hooks.stop?.();
  }

  #rest(milliseconds) {
    return new Promise((resolve) => {
      const over = () => {
        clearTimeout(timer);
        this.wakers.delete(over);
        resolve();
      };
      const timer = setTimeout(over, milliseconds);
      this.wakers.add(over);
    });
  }

  #says(kind) {
    this.trouble = kind;
    store.tell({ trouble: kind });
  }

  async #sendAll() {
    let failures = 0;
    for (;;) {
      const work = await this.#next();
      if (!work) return;
      if (work.wait) {
        await this.#rest(work.wait);
        continue;
      }
      try {
        await this.#meet();
        await this.#do(work);
        failures = 0;
        if (this.trouble) this.#says(null);
      } catch (trouble) {
        if (!(trouble instanceof Trouble)) throw trouble;
        if (!(await this.#after(trouble, work, failures))) return;
        failures = trouble.kind === "stopped" ? failures : failures + 1;
      }
    }
  }

  // Who is signed in, asked again after any trouble: nothing goes under another person's sign-in.
  async #meet() {
    if (this.kit) return;
    this.kit = await start(this.person);
    await this.heard(this.kit);
  }

  // The same though nothing waits, for the list of criteria; no answer is no matter then.
  async greet() {
    try {
      await this.#meet();
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      if (isAway(trouble)) this.#says(trouble.kind);
    }
  }

  // Save the title and criteria of an item without waiting for a rest; quietly later if it fails.
  async saveNow(key) {
    const item = await store.itemOf(key);
    if (!item) return;
    try {
      await this.#meet();
      await this.#save(item);
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
    }
  }

  // What to do next: a removed file to give back, an item to save, a file to send, or a wait.
  async #next() {
    const [items, files] = await Promise.all([
      store.itemsOf(this.person), store.filesOf(this.person),
    ]);
    const gone = files.find((file) => file.abandoned);
    if (gone) return { gone };
    const file = files.filter((one) => one.state === "waiting" && !one.paused && !one.removed)
      .sort((one, other) => one.added - other.added)[0];
    const unsaved = items.filter((item) => item.evidence && !store.isSaved(item));
    const settled = unsaved.find((item) => Date.now() - item.touched >= SETTLED);
    if (settled) return { item: settled };
    if (file) return { item: items.find((item) => item.key === file.item), file };
    return unsaved.length ? { wait: SETTLED } : null;
  }

  async #do({ item, file, gone }) {
    if (gone) {
      if (gone.address) await abandon(gone.address, this.kit.csrf);
      await store.forgetFile(gone.key);
      return;
    }
    const known = item.evidence && (file || store.isSaved(item)) ? item : await this.#save(item);
    if (known && file) await this.#send(known, file);
  }

  async #save(item) {
    const saved = JSON.stringify([item.title, item.criteria]);
    const found = await saveItem(item, this.kit.csrf);
    const evidence = { id: found.evidence_id, code: found.code, url: found.url };
    const changed = await store.changeItem(item.key, { evidence, saved });
    const rest = (await store.filesOf(this.person)).filter((file) => file.item === item.key);
    if (changed && !rest.length && store.isSaved(changed)) await store.forgetItem(item.key);
    store.tell({ saved: item.key, evidence, title: item.title, criteria: item.criteria });
    return changed;
  }

  async #send(item, file) {
    let sent = 0;
    this.sending = file.key;
    this.hooks = {
      address: (address) => store.changeFile(file.key, { address }),
      sent: (bytes) => {
        sent = bytes;
        store.tell({ sending: file.key, sent, size: file.size });
      },
    };
    try {
      await send(file, item, this.kit.csrf, this.hooks);
      await store.changeFile(file.key, { state: "checking", sent: file.size });
      this.#once("look", () => this.#lookAll());
    } catch (trouble) {
      if (sent) await store.changeFile(file.key, { sent });
      throw trouble;
    } finally {
      this.sending = null;
    }
  }

  // Whether to go on at once or after a rest; not without the person.
  async #after(trouble, { file, item }, failures) {
    if (trouble.kind === "stopped") return true;
    this.kit = null;
    if (trouble.kind === "refused") {
      if (file) await store.changeFile(file.key, { state: "refused", why: trouble.words });
      else await this.#giveUpWords(item, trouble.words);
      return true;
    }
    if (trouble.kind === "gone" && file) await store.changeFile(file.key, { address: null, sent: 0 });
    this.#says(isAway(trouble) || trouble.kind === "busy" ? trouble.kind : "no-answer");
    if (isAway(trouble)) return false;
    const pause = trouble.seconds * 1000 || Math.min(LONGEST, 1000 * 2 ** failures);
    await this.#rest(navigator.onLine ? pause : LONGEST);
    return true;
  }

  // The item is no longer the candidate's to change: what the phone says of it stays unsaid.
  async #giveUpWords(item, words) {
    await store.changeItem(item.key, {
      saved: JSON.stringify([item.title, item.criteria]), unsaid: words,
    });
  }

  async #lookAll() {
    for (let looks = 0; ; looks += 1) {
      const files = await store.filesOf(this.person);
      const checking = files.filter((file) => file.state === "checking");
      if (!checking.length) return;
      for (const file of checking) {
        if (!(await this.#look(file))) return;
      }
      await this.#rest(Math.min(LEAST_OFTEN, LOOK * 1.2 ** looks));
    }
  }

  // Ask what became of one file; false where nobody is signed in to ask for.
  async #look(file) {
    try {
      const { state, say } = await uploadState(file.address);
      if (state === "stored") await store.forgetFile(file.key, { safe: file.key });
      if (state === "refused" || state === "quarantined") {
        await store.changeFile(file.key, { state: "refused", why: say });
      }
      if (state === "receiving") await store.changeFile(file.key, { state: "waiting" });
      if (say && state === "checking" && say !== file.why) await store.changeFile(file.key, { why: say });
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      if (trouble.kind === "gone") {
        await store.changeFile(file.key, { state: "waiting", address: null, sent: 0 });
      }
      if (trouble.kind === "signed-out") this.#says("signed-out");
      return trouble.kind !== "signed-out";
    }
    return true;
  }
}
