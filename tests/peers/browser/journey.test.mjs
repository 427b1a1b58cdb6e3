// A newcomer's first hour in Chromium: setup link, account, playground, consent, sign-out.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { peer } from '../lib/peer.mjs';
import { launch, Window } from './chromium.mjs';
import { account, consent, login, logout, playground, setup } from './pages.mjs';

const STEPS = 20;
const user = {
  identifier: 'founder',
  email: 'founder@example.test',
  password: randomBytes(18).toString('base64url'),
};
let browser;
let window;

before(async () => {
  browser = await launch();
  window = await Window.open(browser, peer.issuer);
});

after(() => browser?.close());

function go(path, { page } = window) {
  return page.goto(new URL(path, peer.issuer).href);
}

test('the home page says what this is', async () => {
  const answer = await go('/');
  assert.equal(answer.status(), 200);
  await window.look('home');
});

test('the setup link makes the first administrator, once', async () => {
  assert.ok(peer.setup_url, 'the server printed a setup link');
  await go(peer.setup_url);
  await window.look('setup');
  await setup.create(window.page, user);
  if (await login.asked(window.page)) await login.signIn(window.page, user);
  await go(account.path);
  await account.shows(window.page, user);

  const stranger = await Window.open(browser, peer.issuer);
  await go(peer.setup_url, stranger);
  assert.equal(await stranger.page.locator('input[name=password]').count(), 0, 'the link works a second time');
  await stranger.context.close();
});

test('the account page keeps a new name', async () => {
  await window.look('account');
  await account.rename(window.page, 'Ada', 'Founder');
  assert.equal(await window.page.locator('input[name=given_name]').inputValue(), 'Ada');
  await window.look('account-saved');
});

test('the playground walks through consent to its end', async () => {
  await go(playground.path);
  await window.look('playground');
  let consented = false;
  for (let step = 1; step <= STEPS; step += 1) {
    if (await consent.asked(window.page)) {
      await window.look('consent');
      await consent.allow(window.page);
      consented = true;
    } else {
      const button = await playground.next(window.page);
      if (button === null) break;
      await playground.take(window.page, button);
    }
    await window.look(`playground-step-${step}`);
  }
  assert.ok(consented, 'it never came to the consent page');
  assert.equal(new URL(window.page.url()).pathname.startsWith(playground.path), true, window.page.url());
});

test('signing out ends the session', async () => {
  await go(logout.path);
  await window.look('sign-out');
  await logout.confirm(window.page);
  await window.look('signed-out');
  await go(account.path);
  assert.ok(await login.asked(window.page), 'the account page asks to sign in');
  await window.look('sign-in');
});

test('signing in works without JavaScript', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const page = await plain.newPage();
  await go(account.path, { page });
  await login.signIn(page, user);
  await go(account.path, { page });
  await account.shows(page, user);
  await plain.close();
});

test('no page erred, called elsewhere, or shut anyone out', () => window.blameless());
