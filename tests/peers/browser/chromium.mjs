// Chromium as installed, and what each page is held to: no error, no other origin, nothing axe calls serious, nothing out of the
// keyboard's reach.

import assert from 'node:assert/strict';
import { accessSync, constants, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { chromium } from 'playwright-core';

import { WALK, walk } from './keyboard.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SCREENS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const NARROWEST = { width: 320, height: 640 };
const SCHEMES = ['light', 'dark'];
const SCREENSHOTS = fileURLToPath(new URL('../../../target/screenshots/', import.meta.url));
// WCAG 2.2 criterion 2.5.8: what is pressed has 24 CSS pixels each way, or as much room around it. axe looks when it is told to.
const TARGETS = { runOnly: ['target-size'] };
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function launch() {
  return chromium.launch({ executablePath: installed(), args: FLAGS });
}

function installed() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  return found ?? assert.fail(`none of ${NAMES.join(', ')} is installed`);
}

/** A browser window of one person; `complaints` gathers what its pages must not do. */
export class Window {
  complaints = [];
  #shown = 0;

  /** `others` are the origins that its pages may lead to. What happens on pages of theirs is no fault of ours. */
  static async open(browser, issuer, { others = [], ...options } = {}) {
    const context = await browser.newContext({ viewport: SCREENS.desktop, ...options });
    // Before each document: outside the reach of the page's own Content-Security-Policy.
    for (const content of [AXE, WALK]) await context.addInitScript({ content });
    return new Window(context, await context.newPage(), [issuer, ...others]);
  }

  constructor(context, page, [issuer, ...others]) {
    Object.assign(this, { context, page, others });
    page.setDefaultTimeout(10_000);
    page.on('console', (message) => {
      // A form that came back to be mended is an answer, though the browser notes its status.
      if (message.text().includes('status of 422')) return;
      if (message.type() === 'error') this.#complain(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#complain(`error: ${error.message}`));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== issuer && !others.includes(origin) && protocol !== 'data:') this.#complain(`request to ${request.url()}`);
    });
  }

  #complain(what) {
    if (this.others.some((other) => this.page.url().startsWith(`${other}/`))) return;
    this.complaints.push(`${this.page.url().replace(/\?.*/, '')}: ${what}`);
  }

  /** Looks at the page as it is: four screenshots, and axe on each of the two colour schemes. */
  async look(name) {
    const number = String((this.#shown += 1)).padStart(2, '0');
    mkdirSync(SCREENSHOTS, { recursive: true });
    for (const colorScheme of SCHEMES) {
      await this.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const [screen, size] of Object.entries(SCREENS)) {
        await this.page.setViewportSize(size);
        const path = join(SCREENSHOTS, `${number}-${name}-${screen}-${colorScheme}.png`);
        await this.page.screenshot({ path, fullPage: true });
        await this.#fits(name, screen);
      }
      await this.#axe(`${name}, ${colorScheme}`);
    }
    await this.#walk(name, 'desktop');
    // WCAG 2.2 criterion 1.4.10: nothing is lost on the narrowest screen.
    await this.page.setViewportSize(NARROWEST);
    await this.#fits(name, 'narrowest screen');
    await this.#walk(name, 'narrowest screen');
    await this.#axe(`${name}, narrowest screen`, TARGETS);
    await this.page.setViewportSize(SCREENS.desktop);
    await this.page.emulateMedia({ colorScheme: null, reducedMotion: null });
  }

  async #fits(name, screen) {
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (over > 0) this.#complain(`${name} is ${over} px wider than the ${screen}`);
  }

  async #walk(name, screen) {
    for (const fault of await walk(this.page)) this.#complain(`keyboard (${name}, ${screen}): ${fault}`);
  }

  async #axe(where, rules = {}) {
    const options = { resultTypes: ['violations'], ...rules };
    const { violations } = await this.page.evaluate((how) => window.axe.run(how), options);
    for (const { id, impact, help, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue;
      const at = nodes.slice(0, 3).map((node) => node.target.join(' '));
      this.#complain(`axe (${where}): ${id}, ${help}, at ${at.join('; ')}`);
    }
  }

  blameless() {
    assert.deepEqual(this.complaints, []);
  }
}
