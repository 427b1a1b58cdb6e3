// What a page owes to those who use the keyboard: the Tab key comes to every control in reading order, each shows that it has the
// focus (WCAG 2.2 criteria 2.4.3, 2.4.7, 2.4.11), none keeps it, and the first leads past the head of the page (2.4.1).

import assert from 'node:assert/strict';

// What scrolls, and what has parts of its own, takes the focus too: so many times over the Tab key is pressed to come to the rest.
const ROUNDS = 3;
const MOST_KEYS = 60;

/** Goes through a page from its top with the Tab key, and back to where the focus was; what is wrong with it, in words. */
export async function walk(page) {
  await page.evaluate(() => scrollTo(0, 0));
  let left = await page.evaluate(begin);
  for (let round = 0; round < ROUNDS && left > 0; round += 1) {
    for (; left > 0; left -= 1) await page.keyboard.press('Tab');
    left = await page.evaluate(() => window.walk.unreached().length);
  }
  return page.evaluate(() => window.walk.end());
}

/** Presses the Tab key until the focus is on what a selector names: what a person without a mouse does. */
export async function tabTo(page, selector) {
  for (let key = 0; key < MOST_KEYS; key += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
    await page.keyboard.press('Tab');
  }
  assert.fail(`the Tab key never comes to ${selector} at ${page.url()}`);
}

// In the page: puts the focus before everything, and notes at each key what the one before it led to. How many controls there are.
function begin() {
  const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';
  const was = document.activeElement;
  const faults = [];
  const reached = [];

  const usable = (control) => control.tabIndex >= 0 && !control.matches(':disabled') && control.checkVisibility({ visibilityProperty: true });
  const controls = [...document.querySelectorAll(CONTROLS)].filter(usable);
  const place = (control) => (control.closest('label') ?? control).getBoundingClientRect();
  const name = (control) => {
    const own = control.id || control.name || control.getAttribute('href') || '';
    return `${control.localName} ${own} "${(control.textContent || control.value || '').trim().slice(0, 40)}"`;
  };

  const looks = (control) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(control);
    return { outline: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth), boxShadow };
  };
  const before = new Map(controls.map((control) => [control, looks(control)]));

  /** Sides on which what holds the control cuts off the ring around it. */
  const cut = (control) => {
    const { outlineOffset, outlineWidth } = getComputedStyle(control);
    const ring = parseFloat(outlineOffset) + parseFloat(outlineWidth) - 1;
    const own = control.getBoundingClientRect();
    const sides = new Set();
    for (let above = control.parentElement; above !== document.body && above; above = above.parentElement) {
      if (getComputedStyle(above).overflow === 'visible') continue;
      const bounds = above.getBoundingClientRect();
      if (own.top - ring < bounds.top) sides.add('top');
      if (own.bottom + ring > bounds.bottom) sides.add('bottom');
      if (own.left - ring < bounds.left) sides.add('left');
      if (own.right + ring > bounds.right) sides.add('right');
    }
    return sides.size;
  };

  const covered = (control) => {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const points = [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2]];
    const label = control.closest('label');
    return !points.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there !== null && (control.contains(there) || label?.contains(there));
    });
  };

  const note = () => {
    const control = document.activeElement;
    if (!before.has(control) || reached.includes(control)) return;
    const last = reached.at(-1);
    if (last && controls.indexOf(control) < controls.indexOf(last)) faults.push(`${name(control)} comes after ${name(last)}`);
    reached.push(control);
    const now = looks(control);
    const rings = now.outline > 0 ? cut(control) < 2 : now.boxShadow !== before.get(control).boxShadow;
    if (!rings) faults.push(`${name(control)} does not show the focus`);
    if (covered(control)) faults.push(`${name(control)} is covered while it has the focus`);
  };

  // Of two that follow one another the second stands below the first or to the right of it, or in another column.
  const follows = (first, second) => {
    const beside = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top) > Math.min(first.height, second.height) / 2;
    const inLine = Math.min(first.right, second.right) > Math.max(first.left, second.left);
    return !(beside && second.right <= first.left) && !(inLine && second.bottom <= first.top);
  };
  const inFlow = controls.filter((control) => !control.matches('.skip'));
  inFlow.slice(1).forEach((control, index) => {
    const ahead = inFlow[index];
    if (!follows(place(ahead), place(control))) faults.push(`${name(control)} stands before ${name(ahead)}`);
  });
  const [skip] = controls;
  if (skip && document.querySelector('main') !== document.querySelector(skip.hash || 'nothing')) faults.push('no link leads past the head');

  window.walk = {
    unreached: () => {
      note();
      return controls.filter((control) => !reached.includes(control));
    },
    end: () => {
      for (const control of window.walk.unreached()) faults.push(`the Tab key never comes to ${name(control)}`);
      removeEventListener('keydown', note, true);
      if (was === document.body) document.activeElement.blur();
      else was.focus({ preventScroll: true });
      delete window.walk;
      return faults;
    },
  };
  addEventListener('keydown', note, true);
  document.body.tabIndex = -1;
  document.body.focus({ preventScroll: true });
  document.body.removeAttribute('tabindex');
  return controls.length;
}
