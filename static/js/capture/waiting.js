// On every page of a signed-in person: how much waits on this phone, and the question before
// signing out with it. The list of criteria leaves the phone with its person.

import { byId, say } from "./parts.js";
import * as store from "./store.js";
import { plural } from "./words.js";

const person = document.body.dataset.person;

async function showCount() {
  const place = byId("capture-waiting");
  if (!place) return;
  const count = await store.waiting(person);
  place.hidden = !count;
  place.querySelector("[data-count]").textContent = plural(count, "file");
}

// Whoever signs in next must not meet the name or the criteria of the one before.
async function forgetTheOneBefore() {
  const before = await store.whoever();
  if (before && before.id !== person) await store.nobody();
}

async function leave(form) {
  if (await store.waiting(person)) {
    window.dispatchEvent(new Event("portfolio-leaving"));
    location.assign("/account/leaving");
    return;
  }
  await store.nobody();
  signOut(form);
}

function signOut(form) {
  form.dataset.settled = "yes";
  form.requestSubmit();
}

// Before any other listener: what else happens at signing out happens once it is settled.
window.addEventListener("submit", (event) => {
  const form = event.target;
  const leaves = (form.getAttribute("action") || "").endsWith("/sign-out");
  if (!leaves || form.dataset.settled) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  settle(form, event.submitter?.value).catch(() => signOut(form)); // nothing is kept, so nothing is asked
}, true);

async function settle(form, choice) {
  if (!form.hasAttribute("data-asked")) return leave(form);
  if (choice === "delete") {
    await store.deleteAllOf(person);
    say("Deleted from this device");
  }
  await store.nobody();
  return signOut(form);
}

if (person) {
  forgetTheOneBefore().then(showCount).catch(() => {}); // a browser that keeps nothing holds nothing
  store.listen((news) => news.sending || showCount());
}
