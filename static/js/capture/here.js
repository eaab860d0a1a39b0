// On every page of a signed-in person: the rest is loaded only in a browser that adding evidence
// was ever opened in, so that all others pay for one small file.

const MARK = "portfolio-captured";

function maybeKeepsSomething() {
  try {
    return localStorage.getItem(MARK) !== null;
  } catch {
    return true; // a browser that will not say may have kept something before
  }
}

if (maybeKeepsSomething()) import("./waiting.js");
