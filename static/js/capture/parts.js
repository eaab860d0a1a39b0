// The patterns of components/captured.html and the places in them.

export const byId = (id) => document.getElementById(id);

export const clone = (id) => byId(id).content.firstElementChild.cloneNode(true);

export const part = (root, name) => root.querySelector(`[data-part="${name}"]`);

// Words only where they differ, so that nothing is read out or redrawn without a change.
export function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export const say = (sentence) => window.portfolio?.say(sentence);
