// The criteria picker, built from the list kept on the phone, so that it works without a connection.
// It is the same thing as components/picker.html; search and count are evidence.js.

import { clone, part } from "./parts.js";

function criterionRow(unit, outcome, criterion, chosen) {
  const row = clone("captured-criterion");
  const box = row.querySelector("input");
  const label = row.querySelector("label");
  box.id = `criterion-${criterion.id}`;
  label.htmlFor = box.id;
  box.value = criterion.id;
  box.checked = chosen.includes(criterion.id);
  box.dataset.unit = unit.number;
  box.dataset.number = criterion.number;
  box.disabled = criterion.locked; // its unit is signed off
  part(row, "number").textContent = criterion.number;
  part(row, "colon").hidden = !outcome.requirements;
  part(row, "text").textContent = criterion.text;
  if (criterion.mark) {
    const mark = part(row, "mark");
    const back = criterion.mark.startsWith("Not yet");
    mark.hidden = false;
    mark.classList.toggle("pf-pick__mark--part", !criterion.met);
    mark.querySelector("use").setAttribute("href", criterion.met ? "#i-tick" : back ? "#i-back" : "#i-half");
    part(mark, "mark-words").textContent = criterion.mark;
  }
  return row;
}

function outcomeRow(unit, outcome, chosen) {
  const row = clone("captured-outcome");
  const picked = outcome.criteria.some((criterion) => chosen.includes(criterion.id));
  row.id = `outcome-${unit.number}-${outcome.number}`;
  row.open = picked;
  part(row, "name").textContent = outcome.requirements ? outcome.title : `${outcome.number}. ${outcome.title}`;
  part(row, "fact").textContent = outcome.fact;
  outcome.criteria.forEach((criterion) => row.append(criterionRow(unit, outcome, criterion, chosen)));
  return row;
}

function counted(outcomes, one, many) {
  const count = outcomes.reduce((sum, outcome) => sum + outcome.criteria.length, 0);
  return `${count} ${count === 1 ? one : many}`;
}

// "12 criteria" and, where the unit has any, "2 evidence requirements".
function unitSize(outcomes) {
  const asked = outcomes.filter((outcome) => outcome.requirements);
  const others = outcomes.filter((outcome) => !outcome.requirements);
  const sizes = [counted(others, "criterion", "criteria")];
  return asked.length ? [...sizes, counted(asked, "evidence requirement", "evidence requirements")] : sizes;
}

function unitGroup(unit, chosen, alone) {
  const group = clone("captured-unit");
  group.id = `picker-unit-${unit.number}`;
  part(group, "name").textContent = `Unit ${unit.number} · ${unit.title}`;
  const sizes = unit.signed_off ? ["Signed off"] : unitSize(unit.outcomes);
  part(group, "count").append(...sizes.flatMap((words) => [words, document.createElement("br")]).slice(0, -1));
  unit.outcomes.forEach((outcome) => group.append(outcomeRow(unit, outcome, chosen)));
  group.open = alone || Boolean(group.querySelector("details[open]"));
  return group;
}

// A picker of `units` with `chosen` ticked; `changed(ids)` hears of every tick.
export function picker(units, chosen, changed) {
  const built = clone("captured-picker");
  const set = built.querySelector("fieldset");
  part(built, "wording").hidden = !units.some((unit) => unit.demonstration);
  units.forEach((unit) => set.append(unitGroup(unit, chosen, units.length === 1)));
  set.addEventListener("change", () => {
    const ticked = set.querySelectorAll("input[type=checkbox]:checked");
    changed(Array.from(ticked, (box) => box.value));
  });
  set.querySelector("#picker-chosen b").textContent = `${chosen.length} chosen`;
  return built;
}

// "4: 3.2, 3.3 · 7: 3.2", or how many where the list is not on this phone.
export function chosenWords(units, chosen) {
  if (!chosen.length) return "none chosen";
  const parts = units.map((unit) => {
    const all = unit.outcomes.flatMap((outcome) => outcome.criteria);
    const numbers = all.filter((one) => chosen.includes(one.id)).map((one) => one.number);
    return numbers.length ? `${unit.number}: ${numbers.join(", ")}` : "";
  });
  return parts.filter(Boolean).join(" · ") || `${chosen.length} chosen`;
}
