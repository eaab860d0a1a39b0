// Pages of a document, turned without leaving the page, so that nothing typed beside it is lost.

import { frame, linkTo, say } from "./viewer.js";

const stage = frame.querySelector("[data-stage]");
const image = frame.querySelector("[data-picture]");
const place = frame.querySelector("[data-page-now]");
let number = Number(place.value);

function showPage(wanted) {
  const words = frame.querySelector("[data-page-words]");
  const count = Number(place.dataset.pages);
  number = Math.min(Math.max(wanted || 1, 1), count);
  const before = words.textContent;
  words.textContent = before.replace(/\d+/, number);
  const label = image.alt.slice(0, -before.length) + words.textContent;
  image.removeAttribute("width");
  image.removeAttribute("height");
  image.src = linkTo("page-" + number);
  image.alt = label;
  stage.setAttribute("aria-label", label);
  stage.scrollTo(0, 0);
  place.value = number;
  showSteps(count);
  const address = new URL(location.href);
  address.searchParams.set("file", place.form.elements.file.value);
  address.searchParams.set("page", number);
  history.replaceState(history.state, "", address);
  say("P" + words.textContent.slice(1));
}

// At an end the step beyond it goes; whoever stood on it stands on the other one.
function showSteps(count) {
  frame.querySelectorAll("[data-page-by]").forEach((step) => {
    const beyond = number + Number(step.dataset.pageBy);
    const gone = beyond < 1 || beyond > count;
    const left = gone && document.activeElement === step;
    step.hidden = gone;
    if (left) place.focus();
  });
}

frame.addEventListener("click", (event) => {
  const step = event.target.closest("[data-page-by]");
  if (!step || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  showPage(number + Number(step.dataset.pageBy));
});
place.form.addEventListener("submit", (event) => {
  event.preventDefault();
  showPage(parseInt(place.value, 10));
});
