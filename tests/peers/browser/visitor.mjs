// Somebody with a browser, on the screen of a phone or of a desktop: each journey is made on both.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Window } from './chromium.mjs';

const SCREENS = {
  desktop: {},
  phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};

const AUTHENTICATOR = {
  protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
  isUserVerified: true, automaticPresenceSimulation: false,
};
// On a machine that is busy.
const PATIENCE_MS = 30_000;

export const DEVICES = Object.keys(SCREENS);

/** A test for each device. */
export function onEachDevice(name, journey) {
  for (const device of DEVICES) test(`${name}, on a ${device}`, () => journey(device));
}

export class Visitor {
  /** Opens a browser that has not been here before. */
  static async open(scene, device, options = {}) {
    const others = scene.applications.map(({ origin }) => origin);
    const window = await Window.open(scene.browser, scene.issuer, { ...SCREENS[device], others, ...options });
    return new Visitor(scene, device, window);
  }

  constructor(scene, device, window) {
    Object.assign(this, { scene, device, window, context: window.context, page: window.page });
    this.page.setDefaultTimeout(PATIENCE_MS);
  }

  /** Opens a page of ours, or the address that somebody was given. */
  go(path) {
    return this.page.goto(new URL(path, this.scene.issuer).href);
  }

  /** Another tab of this browser. */
  async tab(path) {
    const tab = await this.context.newPage();
    tab.setDefaultTimeout(PATIENCE_MS);
    await tab.goto(new URL(path, this.scene.issuer).href);
    return tab;
  }

  get at() {
    return new URL(this.page.url()).pathname;
  }

  arrive(path) {
    return this.page.waitForURL((url) => url.pathname === path);
  }

  /** Looks at the page closely on the desktop, where all screens are tried; on the phone, whether it fits. */
  async look(name) {
    if (this.device === 'desktop') return this.window.look(name);
    const over = await this.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(over <= 0, `${name} is ${over} px wider than the phone`);
  }

  /** Who is signed in here, as the account page says; nobody where it asks to sign in. */
  async whoami() {
    const page = await this.tab('/account/profile');
    const said = /You sign in as (\S+)\./.exec(await page.locator('main').innerText());
    await page.close();
    return said?.[1] ?? null;
  }

  /** Gives the browser a device with passkeys, on which somebody puts their finger when they are present. */
  async withPasskeys() {
    const cdp = await this.context.newCDPSession(this.page);
    await cdp.send('WebAuthn.enable', { enableUI: false });
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: AUTHENTICATOR });
    return {
      present: (enabled) => cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    };
  }

  /** Closes the browser. That a refusal has its status is no fault of a page. */
  async close() {
    const faults = this.window.complaints.filter((said) => !/status of (4\d\d|504)/.test(said));
    assert.deepEqual(faults, []);
    await this.context.close();
  }
}
