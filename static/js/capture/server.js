// What the page asks of the server beside the files themselves. Each answer that is not what was
// asked for becomes one kind of Trouble, so that the sender knows whether to wait or to give up.

export class Trouble extends Error {
  // kind: "signed-out", "somebody-else", "other-role", "no-answer", "gone" (the server forgot the upload),
  // "stopped" (by hand), "busy" (with seconds) or "refused" (with words)
  constructor(kind, words = "", seconds = 0) {
    super(words || kind);
    this.kind = kind;
    this.words = words;
    this.seconds = seconds;
  }
}

const REFUSED = "Your centre does not take this file";

// Text a person can read: a short plain answer as it is, anything else in our own words.
function wordsOf(text) {
  const plain = (text || "").trim();
  return plain && plain.length < 400 && !plain.startsWith("<") && !plain.startsWith("{")
    ? plain.replace(/\.$/, "")
    : REFUSED;
}

// What an answer's status means for what waits; null for one that is fine.
export function troubleOf(status, text, retryAfter) {
  if (status >= 200 && status < 300) return null;
  if (status === 0 || (status >= 300 && status < 400) || status === 401) {
    return new Trouble(status === 0 ? "no-answer" : "signed-out");
  }
  if (status === 429 || status === 503) {
    return new Trouble("busy", "", Number.parseInt(retryAfter, 10) || 30);
  }
  if (status === 404 || status === 410) return new Trouble("gone");
  // A stale token, a wrong offset, a broken piece, a locked upload: ask again.
  const again = [400, 408, 409, 423, 425, 460].includes(status) || (status >= 500 && status !== 507);
  if (again) return new Trouble("no-answer");
  return new Trouble("refused", wordsOf(text));
}

async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, {
      credentials: "same-origin",
      redirect: "manual",
      cache: "no-store",
      headers: { Accept: "application/json", ...options.headers },
      ...(options.body ? { method: "POST", body: options.body } : {}),
    });
  } catch {
    throw new Trouble("no-answer");
  }
  if (answer.type === "opaqueredirect") throw new Trouble("signed-out");
  const text = await answer.text();
  const trouble = troubleOf(answer.status, text, answer.headers.get("Retry-After"));
  if (trouble) throw trouble;
  try {
    return JSON.parse(text);
  } catch {
    throw new Trouble("no-answer"); // a network's own page stood in for the answer
  }
}

// Who is signed in, with the token and the criteria. Another person than `id` is Trouble.
export async function start(id) {
  const found = await ask("/candidate/captures/start").catch((trouble) => {
    // Not a candidate's page for whoever is signed in: another role, or somebody else's.
    throw trouble.kind === "refused" ? new Trouble("other-role") : trouble;
  });
  if (found.person.id !== id) throw new Trouble("somebody-else");
  return found;
}

// Find or make the draft of an item; asked again, it is the same draft.
export function saveItem(item, csrf) {
  const body = new URLSearchParams({ key: item.key, title: item.title });
  item.criteria.forEach((criterion) => body.append("criteria", criterion));
  return ask("/candidate/captures", { body, headers: { "X-CSRFToken": csrf } });
}

export const uploadState = (address) => ask(address);
