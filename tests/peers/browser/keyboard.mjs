// What a page owes to those who use the keyboard: the Tab key comes to every control in reading order, each shows that it has the
// focus (WCAG 2.2 criteria 2.4.3, 2.4.7, 2.4.11), none keeps it, and the first leads past the head of the page (2.4.1).

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** What a page has to load for `walk`: see there. */
export const WALK = readFileSync(new URL('walk.js', import.meta.url), 'utf8');

// What scrolls takes the focus too: so often the Tab key is pressed anew for the controls that are still missing.
const ROUNDS = 3;
const MOST_KEYS = 60;

/** Goes through a page from its top with the Tab key, and back to where the focus was; what is wrong with it, in words. */
export async function walk(page) {
  let left = await page.evaluate(() => (window.walk = new window.Walk()).left);
  for (let round = 0; round < ROUNDS && left > 0; round += 1) {
    for (; left > 0; left -= 1) await page.keyboard.press('Tab');
    left = await page.evaluate(() => window.walk.left);
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
