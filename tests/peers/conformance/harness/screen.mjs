// A person before a real browser, for the profiles that need frames.

import assert from 'node:assert/strict';

import { launch } from '../../browser/chromium.mjs';
import { consent, login, logout } from '../../browser/pages.mjs';
import { issuer } from './op.mjs';
import { users } from './users.mjs';

export class Screen {
  #browser;

  static async start() {
    const screen = new Screen();
    screen.#browser = await launch();
    return screen;
  }

  /** A page of a browser that knows nobody yet. */
  async person() {
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return page;
  }

  /** Signs in to a client by a code: what the token endpoint gave, and the session_state of the answer. */
  async signIn(page, client) {
    const request = client.request();
    await page.goto(client.url(request).href);
    if (await login.asked(page)) await login.signIn(page, users.alice);
    if (await consent.asked(page)) await consent.allow(page);
    const { searchParams, origin, pathname } = new URL(page.url());
    assert.equal(`${origin}${pathname}`, request.redirect_uri);
    const redeemed = await client.redeem(searchParams);
    assert.equal(redeemed.status, 200, redeemed.text);
    return { ...redeemed.body, session_state: searchParams.get('session_state') };
  }

  async signOut(page) {
    await page.goto(new URL(logout.path, issuer).href);
    await logout.confirm(page);
  }

  async stop() {
    await this.#browser.close();
  }
}
