// The proof of work in Chromium, on servers that always ask for it: done while somebody types, waited for by a form that is sent too
// early, and what is said to who has no JavaScript. They are started here, so the launcher must have stopped its own (--stopped).

import { peer } from '../lib/peer.mjs';

import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { Node } from '../lib/countersign.mjs';
import { launch, Window } from './chromium.mjs';
import { login } from './pages.mjs';

const { port: PORT } = new URL(peer.issuer);
const DONE = 'The check is done.';
const WAITING = 'One moment: this goes on by itself when the check is done.';
// Long enough to be seen on a fast machine.
const HARD = { COUNTERSIGN_CHALLENGE__WORK: '21' };
// Also on a machine that has other things to do.
const SOON_MS = 5_000;
const SAMPLES = 9;

let browser;
let node;

async function serve(options = {}) {
  const env = { ...peer.place.env, COUNTERSIGN_CHALLENGE__WHEN: 'always', ...options };
  node = new Node({ ...peer.place, env }, PORT, peer.issuer);
  await node.ready();
}

const open = (options) => Window.open(browser, peer.issuer, options);

const said = (page, words) => page.getByRole('status').filter({ hasText: words }).waitFor();

const signedIn = (page) => page.waitForURL(`${peer.issuer}/account`, { timeout: 60_000 });

before(async () => {
  browser = await launch();
});

afterEach(() => node.stop());

after(() => browser?.close());

test('the work is done while somebody types, and the sign-in needs no wait', async () => {
  await serve();
  const window = await open();
  const { page } = window;
  await page.goto(`${peer.issuer}/login`);
  await said(page, DONE);
  await window.look('challenge-done');
  await login.signIn(page, peer.user);
  await signedIn(page);
  window.blameless();
  await window.context.close();
});

test('a form that is sent too early says so, and goes off by itself', async () => {
  await serve(HARD);
  const window = await open();
  const { page } = window;
  await page.goto(`${peer.issuer}/login`);
  await page.locator('input[name=identifier]').fill(peer.user.identifier);
  await page.locator('input[name=password]').fill(peer.user.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await said(page, WAITING);
  assert.equal(await page.locator('form[action="/login"]').getAttribute('aria-busy'), 'true');
  assert.ok(await page.locator('progress').isVisible());
  await signedIn(page);
  window.blameless();
  await window.context.close();
});

test('every form that asks for it does the work', async () => {
  await serve({ COUNTERSIGN_ACCOUNTS__REGISTRATION: 'open', COUNTERSIGN_FACTORS__EMAIL_CODE: 'first' });
  const window = await open();
  const { page } = window;
  const forms = [
    ['recover', 'identifier', 'Look in your mailbox'],
    ['register', 'email', 'Look in your mailbox'],
    ['login/email-code', 'identifier', 'Check your e-mail'],
  ];
  for (const [path, field, taken] of forms) {
    await page.goto(`${peer.issuer}/${path}`);
    await page.locator(`input[name=${field}]`).fill('somebody@example.test');
    await page.locator('main button[type=submit]').first().click();
    await page.getByRole('heading', { name: taken }).waitFor();
  }
  window.blameless();
  await window.context.close();
});

test('who has no JavaScript is told what to do', async () => {
  await serve();
  const window = await open({ javaScriptEnabled: false });
  await window.page.goto(`${peer.issuer}/login`);
  // Chromium that is told to run no scripts still parses the page as if it did: it shows no noscript.
  const told = await window.page.locator('.check noscript').textContent();
  assert.match(told, /This page needs JavaScript for a short check\./);
  await login.signIn(window.page, peer.user);
  await window.page.getByText('Your browser has to do a short check first.').waitFor();
  await window.context.close();
});

test('at the usual work nobody waits for long', async (t) => {
  await serve();
  const window = await open();
  const { page } = window;
  const times = [];
  for (let n = 0; n < SAMPLES; n += 1) {
    await page.goto(`${peer.issuer}/login`);
    await said(page, DONE);
    times.push(await page.evaluate(() => performance.now()));
  }
  const median = times.sort((a, b) => a - b)[Math.floor(SAMPLES / 2)];
  t.diagnostic(`median from the request to the work done: ${Math.round(median)} ms`);
  assert.ok(median < SOON_MS, `${times.map(Math.round)}`);
  window.blameless();
  await window.context.close();
});
