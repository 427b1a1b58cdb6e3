// What people meet when something does not go on, in Chromium: each is a page that says what to do, on phone and desktop, light and
// dark, in a short language and a long one.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { command, freePort, Node } from '../lib/countersign.mjs';
import { peer } from '../lib/peer.mjs';
import { launch, Window } from './chromium.mjs';
import { login } from './pages.mjs';

const SUPPORT = 'help@example.test';
// Nobody listens there.
const OFFLINE = 'http://127.0.0.1:9';
const OLD = `token=${'a'.repeat(43)}`;
const PASSWORD = 'nine herons over a quiet estuary';

let browser;
let node;
let place;

before(async () => {
  const port = await freePort();
  const issuer = `http://localhost:${port}`;
  place = {
    ...peer.place,
    env: {
      ...peer.place.env,
      COUNTERSIGN_ISSUER: issuer,
      COUNTERSIGN_ACCOUNTS__REGISTRATION: 'invitation',
      COUNTERSIGN_BRAND__NAME: 'Acme',
      COUNTERSIGN_BRAND__SUPPORT: SUPPORT,
      COUNTERSIGN_PROVIDERS__UP__NAME: 'Upstream',
      COUNTERSIGN_PROVIDERS__UP__ISSUER: OFFLINE,
      COUNTERSIGN_PROVIDERS__UP__CLIENT_ID: 'acme',
      COUNTERSIGN_PROVIDERS__UP__CLIENT_SECRET: 'not much of a secret, but long enough',
    },
  };
  const create = ['user', 'create', 'grace', '--email', 'grace@example.test', '--password-stdin'];
  await command(place, create, `${PASSWORD}\n`);
  await command(place, ['user', 'disable', 'grace']);
  node = new Node(place, port, issuer);
  node.issuer = issuer;
  await node.ready();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await node?.stop();
});

/** Addresses that lead nowhere for somebody who is not signed in, and the status that each has. */
function deadEnds() {
  const { client_id, redirect_uri } = peer.clients.web;
  const question = (asked) => `/oauth2/authorize?${new URLSearchParams({ response_type: 'code', ...asked })}`;
  return {
    'not-found': ['/nothing/here', 404],
    'not-a-page': ['/account/sessions/end', 405],
    'unknown-client': [question({ client_id: 'nobody' }), 400],
    'unknown-place': [question({ client_id, redirect_uri: 'https://elsewhere.example.test/' }), 400],
    'odd-request': [`${question({ client_id, redirect_uri })}&client_id=twice`, 400],
    'over': ['/oauth2/authorize/resume?request=gone', 400],
    'setup-link': [`/setup?${OLD}`, 410],
    'recovery-link': [`/recover/password?${OLD}`, 410],
    'invitation-link': [`/invite?${OLD}`, 410],
    'address-link': [`/verify/confirm?${OLD}`, 401],
    'registration-off': ['/register', 403],
    'no-such-provider': ['/login/with/nobody', 404],
    'provider-offline': ['/login/with/up', 504],
    'provider-lost': ['/login/with/up/callback?code=a&state=b', 400],
  };
}

/** Whoever stands there is told what happened and where to go; and which request it was. */
async function leads(page) {
  assert.ok((await page.locator('h1').innerText()).length > 0);
  assert.ok((await page.locator('main .lead').first().innerText()).length > 20);
  assert.match(await page.locator('#reference').innerText(), /^[\w-]{8,}$/);
  assert.equal(await page.locator('.trace a').first().getAttribute('href'), `mailto:${SUPPORT}`);
  const ways = page.locator('main a.button');
  assert.ok((await ways.count()) > 0, `${page.url()} leads nowhere`);
  for (const way of await ways.all()) assert.match(await way.getAttribute('href'), /^(\/|mailto:)/);
}

/** Nothing to complain of but the statuses, which the browser notes. */
function blameless({ complaints }) {
  assert.deepEqual(complaints.filter((complaint) => !/status of [45]\d\d/.test(complaint)), []);
}

for (const [name, locale] of Object.entries({ en: 'en-GB', de: 'de-DE' })) {
  test(`every dead end in ${name}`, async () => {
    const window = await Window.open(browser, node.issuer, { locale });
    const { page } = window;
    const go = (path) => page.goto(new URL(path, node.issuer).href);
    const look = async (shown) => {
      assert.equal(await page.locator('html').getAttribute('lang'), name);
      await leads(page);
      await window.look(`${name}-state-${shown}`);
    };
    for (const [shown, [path, status]] of Object.entries(deadEnds())) {
      const answer = await go(path);
      assert.equal(answer.status(), status, path);
      await look(shown);
    }
    await go('/login');
    await window.context.clearCookies();
    await page.locator('input[name=identifier]').fill('grace');
    await page.locator('input[name=password]').fill('whatever it was');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    await look('no-cookies');
    blameless(window);
    await window.context.close();
  });
}

test('a disabled account is told so after its password, and not before', async () => {
  const window = await Window.open(browser, node.issuer, { locale: 'en-GB' });
  const { page } = window;
  await page.goto(`${node.issuer}/login`);
  await login.signIn(page, { identifier: 'grace', password: 'not the password at all' });
  assert.doesNotMatch(await page.locator('main').innerText(), /switched off/);
  await login.signIn(page, { identifier: 'grace', password: PASSWORD });
  assert.equal(await page.locator('h1').innerText(), 'Your account is switched off');
  assert.equal(await page.locator('main a.primary').getAttribute('href'), `mailto:${SUPPORT}`);
  await window.look('state-disabled');
  blameless(window);
  await window.context.close();
});

test('what is for developers is folded away, and the language is chosen without what the application sent', async () => {
  const window = await Window.open(browser, node.issuer, { locale: 'en-GB' });
  const { page } = window;
  await page.goto(`${node.issuer}/oauth2/authorize?client_id=nobody&state=s3cret`);
  assert.equal(await page.getByText('invalid_client').isVisible(), false);
  await page.locator('.developers summary').focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.getByText('invalid_client').isVisible(), true);
  await window.look('state-developers');
  assert.doesNotMatch(await page.content(), /s3cret/);
  blameless(window);
  await window.context.close();
});
