// What is captured, kept on the phone in IndexedDB until the centre has it. Everything belongs to
// one person and is asked for by that person's id. Several tabs share it and tell each other.

const NAME = "portfolio-capture";
const MARK = "portfolio-captured";
const channel = "BroadcastChannel" in self ? new BroadcastChannel(NAME) : null;
const listeners = new Set();
let opening = null;

function open() {
  opening = opening || new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      localStorage.setItem(MARK, "yes"); // for here.js, which asks on every page and loads nothing
      const db = asked.result;
      for (const store of ["items", "files"]) {
        db.createObjectStore(store, { keyPath: "key" }).createIndex("person", "person");
      }
      db.createObjectStore("people", { keyPath: "id" }); // who may capture here, with their criteria
    };
    asked.onsuccess = () => {
      asked.result.onversionchange = () => asked.result.close();
      resolve(asked.result);
    };
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("another tab holds an older store"));
  });
  return opening;
}

// One transaction: `deed` gets the stores by name and returns a request, or nothing.
async function within(mode, names, deed) {
  const db = await open();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(names, mode);
    const stores = names.map((name) => transaction.objectStore(name));
    const asked = deed(...stores);
    transaction.oncomplete = () => resolve(asked ? asked.result : undefined);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

// -- News: every tab hears what changed, the one that changed it included -----------------------

export function listen(heard) {
  listeners.add(heard);
}

export function tell(news) {
  if (channel) channel.postMessage(news);
  listeners.forEach((heard) => heard(news));
}

if (channel) channel.onmessage = (event) => listeners.forEach((heard) => heard(event.data));

// -- Items and files ---------------------------------------------------------------------------

export const newKey = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

const of = (store) => (person) =>
  within("readonly", [store], (all) => all.index("person").getAll(person));

export const itemsOf = of("items");
export const filesOf = of("files");
export const fileOf = (key) => within("readonly", ["files"], (files) => files.get(key));
export const itemOf = (key) => within("readonly", ["items"], (items) => items.get(key));

// Keep a file, and the item it belongs to where that is not kept yet: both or neither.
export async function keep(item, file) {
  await within("readwrite", ["items", "files"], (items, files) => {
    const asked = items.get(item.key);
    asked.onsuccess = () => asked.result || items.put(item);
    files.put(file);
  });
  tell({ changed: file.key });
}

// Change some fields of what is kept; what is gone meanwhile stays gone.
async function change(name, key, fields) {
  let changed = null;
  await within("readwrite", [name], (store) => {
    const asked = store.get(key);
    asked.onsuccess = () => {
      if (!asked.result) return;
      changed = { ...asked.result, ...fields };
      store.put(changed);
    };
  });
  if (changed) tell({ changed: key });
  return changed;
}

export const changeFile = (key, fields) => change("files", key, fields);
export const changeItem = (key, fields) => change("items", key, fields);

export async function putItem(item) {
  await within("readwrite", ["items"], (items) => items.put(item));
  tell({ changed: item.key });
}

export const isSaved = (item) =>
  Boolean(item.evidence) && item.saved === JSON.stringify([item.title, item.criteria]);

// Let go of a file; its item goes with the last one, once the centre has what was said about it.
export async function forgetFile(key, news) {
  await within("readwrite", ["items", "files"], (items, files) => {
    const asked = files.get(key);
    asked.onsuccess = () => {
      const file = asked.result;
      if (!file) return;
      files.delete(key);
      const rest = files.index("person").getAll(file.person);
      rest.onsuccess = () => {
        if (rest.result.some((other) => other.item === file.item)) return;
        const item = items.get(file.item);
        item.onsuccess = () => {
          if (item.result && (!item.result.evidence || isSaved(item.result))) items.delete(file.item);
        };
      };
    };
  });
  tell(news || { changed: key });
}

export async function forgetItem(key) {
  await within("readwrite", ["items"], (items) => items.delete(key));
}

// Nobody but this phone has it; what was removed, or was never fit to be sent, is left aside.
export const isUnsent = (file) => !file.removed && !file.untried;

// What waits: files, and items whose title or criteria the centre has not got.
export async function waiting(person) {
  const [items, files] = await Promise.all([itemsOf(person), filesOf(person)]);
  return files.filter(isUnsent).length || items.filter((item) => !isSaved(item)).length;
}

export async function deleteAllOf(person) {
  const [items, files] = await Promise.all([itemsOf(person), filesOf(person)]);
  await within("readwrite", ["items", "files"], (kept, blobs) => {
    items.forEach((item) => kept.delete(item.key));
    files.forEach((file) => blobs.delete(file.key));
  });
  tell({ changed: "all" });
}

// -- Who captures here: the last to sign in, until they sign out ---------------------------------

export async function whoever() {
  const people = await within("readonly", ["people"], (all) => all.getAll());
  return people[0] || null;
}

export async function thisIs(person) {
  await within("readwrite", ["people"], (people) => {
    people.clear();
    people.put(person);
  });
}

export const nobody = () => within("readwrite", ["people"], (people) => people.clear());
