// The capture page: what is taken or chosen is kept on the phone first, then sent by itself. Where
// the browser can keep nothing, the page stays the plain form it is without scripts.

import { intake } from "./intake.js";
import { byId, say, write } from "./parts.js";
import { Sender } from "./sender.js";
import * as store from "./store.js";
import { View } from "./view.js";
import "./waiting.js"; // here.js ran before this browser had kept anything
import { here } from "./words.js";

const NOTICES = {
  "signed-out": ["You are signed out", `What you add waits on this ${here} and goes once you are signed in again.`, true],
  "somebody-else": [`Somebody else is signed in on this ${here} now`, "What you added waits for you here. It is sent once you sign in again.", true],
  "other-role": ["You are using another role now", `What you added waits on this ${here} until you are a candidate again.`, false],
  "nobody": ["Sign in once with a connection", `This ${here} does not know yet who you are, so it can keep nothing for you.`, true],
  "purged": ["This browser keeps nothing", "It may be a private window, or there is no room left. Files are sent the plain way.", false],
};

function notice(kind) {
  const box = byId("capture-notice");
  box.hidden = !kind;
  if (!kind) return;
  const [title, words, signIn] = NOTICES[kind];
  write(box.querySelector("h2"), title);
  write(box.querySelector("p"), `${words} `);
  if (!signIn) return;
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = `/sign-in?next=${encodeURIComponent("/candidate/evidence/add")}`;
  link.textContent = "Sign in";
  link.dataset.leaves = "";
  box.querySelector("p").append(link);
  say(title);
}

// The person of the page; without one, as the shell opens, whoever signed in here last.
async function whose() {
  const id = document.body.dataset.person;
  const kept = await store.whoever();
  if (!id || kept?.id === id) return kept;
  await store.thisIs({ id, units: [] });
  return { id, units: [] };
}

function watchLeaving(view) {
  let asked = false;
  const leaves = () => {
    asked = true;
  };
  window.addEventListener("portfolio-leaving", leaves);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-leaves]")) leaves();
  });
  window.addEventListener("beforeunload", (event) => {
    if (asked || !view.onlyHere()) return;
    event.preventDefault();
    event.returnValue = true; // what older browsers ask for
  });
}

function wakeOnReturn(sender) {
  const wake = () => sender.wake();
  window.addEventListener("online", wake);
  window.addEventListener("focus", wake);
  document.addEventListener("visibilitychange", () => document.hidden || wake());
}

// Removing can be undone until the page is left: what was removed before is let go of now.
async function letGo(person) {
  const files = await store.filesOf(person);
  await Promise.all(files.filter((file) => !store.isUnsent(file)).map((file) => (
    file.address ? store.changeFile(file.key, { abandoned: true }) : store.forgetFile(file.key)
  )));
}

// Opened without a connection, the page says whose it is: several people may share a phone.
function lede(person) {
  const whose = document.body.dataset.person || !person.name ? "" : ` for ${person.name}`;
  return `What you add is kept on this ${here}${whose} until your centre has it. ` +
    "Nothing goes to your assessor until you submit.";
}

function install() {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/capture-worker.js").catch(() => {
    // the page works as it does without; only opening it without a connection does not
  });
}

function showTrouble(kind) {
  notice(NOTICES[kind] ? kind : null);
}

async function begin() {
  const person = await whose();
  if (!person) return notice("nobody");
  await letGo(person.id);
  const sender = new Sender(person.id, async (kit) => {
    await store.thisIs({ ...kit.person, units: kit.units });
    view.know(kit.units);
  });
  const view = new View(person, sender);
  store.listen((news) => {
    if ("trouble" in news) showTrouble(news.trouble);
  });
  document.documentElement.classList.add("pf-capturing");
  write(byId("capture-lede"), lede(person));
  intake(person.id, view, sender);
  watchLeaving(view);
  wakeOnReturn(sender);
  await view.refresh();
  sender.wake();
  sender.greet();
  install();
}

begin().catch((error) => {
  notice("purged");
  throw error; // said in the console, and the plain form works
});
