// One file on its way, by tus: pieces that grow while the line carries them, the offset asked from
// the server after any loss, given up as lost when nothing moves for half a minute.

import { Trouble, troubleOf } from "./server.js";

const KIB = 1024;
const FIRST = 256 * KIB;
const LEAST = 64 * KIB;
const MOST = 1024 * KIB;
const ABOUT = 5000; // milliseconds one piece should take at most
const STALLED = 30000; // milliseconds without a byte

let piece = FIRST; // what the line carried last: the next file begins with it

export function nextPiece(now, took) {
  if (took > ABOUT) return Math.max(LEAST, Math.floor(now / 2));
  return took < ABOUT / 2 ? Math.min(MOST, now * 2) : now;
}

function troubleWith(error) {
  const answer = error.originalResponse;
  if (!answer) return new Trouble("no-answer");
  const status = answer.getStatus();
  const trouble = troubleOf(status, answer.getBody(), answer.getHeader("Retry-After"));
  return trouble || new Trouble("no-answer"); // a page of sign-in, say, where an offset should be
}

function metadataOf(file, item) {
  const said = { filename: file.name, key: file.key, evidence: item.evidence.id };
  if (file.type) said.filetype = file.type;
  if (file.captured) said.captured = file.captured;
  return said;
}

// Where it goes: a known address goes on where the server says, an unknown one is made.
const placeOf = (file) => (file.address ? { uploadUrl: file.address } : { endpoint: "/uploads" });

// Send `file` of `item`. Tells `hooks.address(url)`, `hooks.sent(bytes)`; resolves when the server
// has every byte, rejects with Trouble. `hooks.stop` is set to what stops it at once.
export function send(file, item, csrf, hooks) {
  return new Promise((resolve, reject) => {
    let moved = Date.now();
    let began = Date.now();
    const over = (settle, value) => {
      clearInterval(watch);
      settle(value);
    };
    const upload = new window.tus.Upload(file.blob, {
      ...placeOf(file),
      chunkSize: piece,
      retryDelays: null,
      storeFingerprintForResuming: false,
      headers: { "X-CSRFToken": csrf },
      metadata: metadataOf(file, item),
      onBeforeRequest: () => {
        began = moved = Date.now();
      },
      onUploadUrlAvailable: () => hooks.address(upload.url),
      onProgress: (sent) => {
        moved = Date.now();
        hooks.sent(sent);
      },
      onChunkComplete: () => {
        piece = nextPiece(piece, Date.now() - began);
        upload.options.chunkSize = piece;
      },
      onSuccess: () => over(resolve),
      onError: (error) => over(reject, troubleWith(error)),
    });
    const watch = setInterval(() => {
      if (Date.now() - moved < STALLED) return;
      upload.abort();
      over(reject, new Trouble("no-answer"));
    }, 1000);
    hooks.stop = () => {
      upload.abort();
      over(reject, new Trouble("stopped"));
    };
    upload.start();
  });
}

// Tell the server to let go of what it has of a file; if it cannot be told, it forgets by itself.
export function abandon(address, csrf) {
  return window.tus.Upload.terminate(address, {
    headers: { "X-CSRFToken": csrf },
    retryDelays: null,
  }).catch(() => {});
}
