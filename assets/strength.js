// How strong a new password is, while it is typed. The server decides, and knows far more.
"use strict";

// The wait after a key, so that neither eyes nor screen readers are kept busy.
const PAUSE = 300;

// What a password must not be made of: the words given, and what the form says of the person.
const own = (meter, form) => {
  const fields = [...form.elements].filter((field) => /username|email|name/.test(field.autocomplete));
  const texts = [meter.dataset.own, location.hostname, ...fields.map((field) => field.value)];
  const words = texts.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]);
  return words.map((word) => word.toLowerCase()).filter((word) => word.length > 3);
};

// Whether more than half of a password is of these words.
const isMadeOf = (words, password) => {
  let rest = password.toLowerCase();
  for (const word of words.sort((a, b) => b.length - a.length)) rest = rest.split(word).join("");
  return rest.length * 2 < password.length;
};

// How many characters do not follow from those before them: no step of a sequence, no three that were there already.
const fresh = (letters) => {
  const seen = new Set();
  const step = (i) => letters[i].codePointAt(0) - letters[i - 1].codePointAt(0);
  return letters.filter((_, i) => {
    if (i < 2) return true;
    const three = letters.slice(i - 2, i + 1).join("");
    const known = seen.has(three);
    seen.add(three);
    return !known && (Math.abs(step(i)) > 1 || step(i) !== step(i - 1));
  }).length;
};

// How much a character says, by the kinds that there are. One of a large script says more than a letter.
const KINDS = [[/\p{Ll}/u, 1], [/\p{Lu}/u, 1], [/\p{N}/u, 1], [/[^\p{L}\p{N}]/u, 1], [/\p{Lo}/u, 4]];
const weight = (text) => KINDS.reduce((sum, [kind, more]) => sum + (kind.test(text) ? more / 2 : 0), 2.5);

// What there is to say, and how many parts of the bar are filled.
const judge = (password, least, words) => {
  const letters = [...password.normalize()];
  if (letters.length < least) return ["short", 1];
  if (isMadeOf(words, password)) return ["name", 1];
  const count = fresh(letters);
  if (count < Math.min(9, letters.length / 2) || new Set(letters).size < 5) return ["pattern", 1];
  const bits = count * weight(password);
  if (bits < 32) return ["weak", 1];
  if (bits < 48) return ["fair", 2];
  return bits < 64 ? ["good", 3] : ["strong", 4];
};

for (const meter of document.querySelectorAll("[data-strength]")) {
  const input = document.getElementById(meter.dataset.strength);
  const output = meter.querySelector("output");
  let waiting;
  const show = () => {
    meter.hidden = input.value === "";
    const [word, level] = judge(input.value.slice(0, 1024), Number(meter.dataset.least), own(meter, input.form));
    meter.dataset.level = level;
    const text = meter.dataset[word];
    if (output.textContent !== text) output.textContent = text;
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  });
}
