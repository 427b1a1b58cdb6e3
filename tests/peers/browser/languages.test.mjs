// Every page in languages that are longer and shorter than English, in Chromium: nothing overflows, axe finds nothing serious,
// nothing is asked of another origin. The sign-in page is small, and the keyboard alone is enough.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { API } from '../lib/seed.mjs';
import { command } from '../lib/countersign.mjs';
import { peer } from '../lib/peer.mjs';
import { launch, Window } from './chromium.mjs';

const LANGUAGES = { de: 'de-DE', fr: 'fr-FR', es: 'es-ES', zh: 'zh-CN' };
// Of RFC 7636 appendix B.
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const SIGN_IN_PAGE_BYTES = 50_000;
let browser;

before(async () => {
  browser = await launch();
  await command(peer.place, ['resource', 'update', API, '--api-keys']);
});

after(() => browser?.close());

function question() {
  const { client_id, redirect_uri, scope } = peer.clients.web;
  const proof = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };
  const asked = { response_type: 'code', client_id, redirect_uri, scope, ...proof };
  return `/oauth2/authorize?${new URLSearchParams(asked)}`;
}

for (const [name, locale] of Object.entries(LANGUAGES)) {
  test(`every page in ${name}`, async () => {
    const window = await Window.open(browser, peer.issuer, { locale });
    const { page } = window;
    const go = (path) => page.goto(new URL(path, peer.issuer).href);
    const look = async (path, shown) => {
      await go(path);
      assert.match(await page.locator('html').getAttribute('lang'), new RegExp(`^${name}`));
      await window.look(`${name}-${shown}`);
    };
    await look('/', 'home');
    // Once somebody is signed in, the account's own language counts; what is chosen here counts before it.
    await page.locator(`.foot button[value=${name}]`).click();
    await look(question(), 'login');
    await page.locator('input[name=identifier]').fill(peer.user.identifier);
    await page.locator('input[name=password]').fill(peer.user.password);
    await page.locator('main button[type=submit]').click();
    await window.look(`${name}-consent`);
    await look('/account', 'account');
    await look('/account/apps', 'apps');
    await look('/account/keys', 'keys');
    await look('/account/keys/create', 'keys-create');
    await look('/logout', 'logout');
    await page.locator('main button[type=submit]').click();
    await window.look(`${name}-signed-out`);
    window.blameless();
    await window.context.close();
  });
}

test('errors are pages in the reader’s language, with a way on', async () => {
  const { page, context, complaints } = await Window.open(browser, peer.issuer, { locale: 'de-DE' });
  await page.goto(new URL('/nothing/here', peer.issuer).href);
  assert.equal(await page.locator('h1').innerText(), 'Hier ist nichts');
  assert.equal(await page.locator('main a.button').getAttribute('href'), '/');

  await page.goto(new URL('/login', peer.issuer).href);
  await context.clearCookies();
  await page.locator('input[name=identifier]').fill('ada');
  await page.locator('input[name=password]').fill('not the password');
  await page.locator('main button[type=submit]').click();
  assert.equal(await page.locator('h1').innerText(), 'Dieser Browser hat kein Cookie gesendet');
  await page.locator('main a.button').click();
  assert.ok(await page.locator('input[name=password]').isVisible(), 'the way on leads back to the form');
  // The browser notes the statuses of both.
  assert.ok(complaints.every((complaint) => /status of 40[34]/.test(complaint)), complaints.join('\n'));
  await context.close();
});

test('the keyboard alone chooses a language and signs in', async () => {
  const window = await Window.open(browser, peer.issuer, { locale: 'en-GB' });
  const { page } = window;
  const { keyboard } = page;
  const tabTo = async (selector) => {
    for (let key = 0; key < 40; key += 1) {
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
      await keyboard.press('Tab');
    }
    assert.fail(`the Tab key never comes to ${selector}`);
  };
  await page.goto(new URL('/login', peer.issuer).href);
  await tabTo('.foot button[value=fr]');
  await Promise.all([page.waitForNavigation(), keyboard.press('Enter')]);
  assert.equal(await page.locator('html').getAttribute('lang'), 'fr');

  await tabTo('input[name=identifier]');
  await keyboard.type(peer.user.identifier);
  await tabTo('input[name=password]');
  await keyboard.type(peer.user.password);
  await Promise.all([page.waitForNavigation(), keyboard.press('Enter')]);
  assert.equal(new URL(page.url()).pathname, '/account');
  window.blameless();
  await window.context.close();
});

test('the sign-in page is small', async () => {
  const window = await Window.open(browser, peer.issuer);
  const received = [];
  window.page.on('response', (response) => received.push(response.body().then((body) => body.length)));
  await window.page.goto(new URL('/login', peer.issuer).href, { waitUntil: 'networkidle' });
  const sizes = await Promise.all(received);
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(sizes.length > 2, 'page, stylesheet and script came');
  assert.ok(bytes < SIGN_IN_PAGE_BYTES, `the page and all that it loads are ${bytes} bytes`);
  window.blameless();
  await window.context.close();
});
