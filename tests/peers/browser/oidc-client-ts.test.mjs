// oidc-client-ts, the library of most single-page applications, in Chromium.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { command } from '../lib/countersign.mjs';
import { eventually } from '../lib/eventually.mjs';
import { peer } from '../lib/peer.mjs';
import { launch } from './chromium.mjs';
import { consent, login, logout } from './pages.mjs';
import { PATHS, SinglePage } from './single-page.mjs';

// Running servers see what the command line changed within a second.
const CHANGES_SEEN_MS = 1_100;

let app;
let browser;
let client;

before(async () => {
  app = await SinglePage.start();
  client = await command(peer.place, ['client', 'create', '--metadata', '-'], JSON.stringify({
    client_name: 'Single page',
    token_endpoint_auth_method: 'none',
    redirect_uris: PATHS.callbacks.map((path) => app.at(path)),
    post_logout_redirect_uris: PATHS.byes.map((path) => app.at(path)),
    grant_types: ['authorization_code', 'refresh_token'],
    scope: 'openid profile email offline_access',
  }));
  await sleep(CHANGES_SEEN_MS);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await app?.stop();
});

/** The application in a browser that knows nobody. With offline_access it gets refresh tokens. */
async function withApp(scope, use) {
  app.becomes({ authority: peer.issuer, client_id: client.client_id, scope });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(app.at('/'));
    return await use(page, context);
  } finally {
    await context.close();
  }
}

async function pass(page) {
  if (await login.asked(page)) await login.signIn(page, peer.user);
  if (await consent.asked(page)) await consent.allow(page);
}

/** Begins a step that leaves the page. */
async function leave(page, step) {
  await Promise.all([page.waitForEvent('load'), page.evaluate(step)]);
}

async function signIn(page) {
  await leave(page, () => void window.manager.signinRedirect({ state: 'kept' }));
  await pass(page);
  await page.waitForURL(/\/callback\?/);
  return page.evaluate(async () => {
    const { profile, session_state, refresh_token, access_token, state } = await window.done;
    return { profile, session_state, refresh_token, access_token, state };
  });
}

test('signinRedirect: PKCE, tokens, UserInfo and a session state', () =>
  withApp('openid profile email', async (page) => {
    const user = await signIn(page);
    assert.equal(user.state, 'kept');
    assert.equal(user.profile.email, peer.user.email);
    assert.equal(user.profile.given_name, peer.user.given_name);
    assert.ok(user.session_state);
  }));

test('signinSilent: by the refresh token', () =>
  withApp('openid profile email offline_access', async (page) => {
    const user = await signIn(page);
    assert.ok(user.refresh_token);
    const renewed = await page.evaluate(async () => {
      const { access_token, refresh_token, profile } = await window.manager.signinSilent();
      return { access_token, refresh_token, profile };
    });
    assert.notEqual(renewed.access_token, user.access_token);
    assert.notEqual(renewed.refresh_token, user.refresh_token);
    assert.equal(renewed.profile.sub, user.profile.sub);
  }));

test('signinSilent: in a frame, by the session', () =>
  withApp('openid profile email', async (page) => {
    const user = await signIn(page);
    const renewed = await page.evaluate(async () => {
      const known = await window.manager.getUser();
      // As if there never was one.
      await window.manager.storeUser(Object.assign(known, { refresh_token: undefined }));
      const { access_token, profile } = await window.manager.signinSilent();
      return { access_token, profile };
    });
    assert.notEqual(renewed.access_token, user.access_token);
    assert.equal(renewed.profile.sub, user.profile.sub);
  }));

test('querySessionStatus: who is signed in, without a sign-in of ones own', () =>
  withApp('openid profile email', async (page) => {
    const user = await signIn(page);
    const status = await page.evaluate(() => window.manager.querySessionStatus());
    assert.equal(status.sub, user.profile.sub);
    assert.ok(status.session_state);
  }));

test('the session monitor is quiet while nothing changes, and sees a sign-out', () =>
  withApp('openid profile email', async (page, context) => {
    await signIn(page);
    await sleep(3_500);
    assert.deepEqual(await page.evaluate(() => window.events), []);
    const other = await context.newPage();
    await other.goto(new URL(logout.path, peer.issuer).href);
    await logout.confirm(other);
    await eventually(async () => {
      const seen = await page.evaluate(() => window.events);
      assert.ok(seen.includes('signed out'), `it saw ${JSON.stringify(seen)}`);
    });
  }));

test('signoutRedirect: signed out without a question, and back with the state', () =>
  withApp('openid profile email', async (page) => {
    await signIn(page);
    await leave(page, () => void window.manager.signoutRedirect({ state: 'farewell' }));
    await page.waitForURL(/\/bye\?/);
    const said = await page.evaluate(async () => (await window.done).userState);
    assert.equal(said, 'farewell');
    await page.goto(new URL('/account', peer.issuer).href);
    assert.ok(await login.asked(page), 'the session here has ended');
  }));

test('signinPopup and signoutPopup: the window talks to its opener', () =>
  withApp('openid profile email', async (page) => {
    const opens = async (step) => {
      const [popup] = await Promise.all([page.waitForEvent('popup'), page.evaluate(step)]);
      return popup;
    };
    const popup = await opens(() => {
      window.popup = window.manager.signinPopup();
    });
    await popup.waitForLoadState();
    await login.asked(popup);
    await popup.locator('input[name=identifier]').fill(peer.user.identifier);
    await popup.locator('input[name=password]').fill(peer.user.password);
    await popup.getByRole('button', { name: 'Sign in', exact: true }).click();
    const email = await page.evaluate(async () => (await window.popup).profile.email);
    assert.equal(email, peer.user.email);
    await opens(() => {
      window.popup = window.manager.signoutPopup();
    });
    await page.evaluate(() => window.popup);
    await page.goto(new URL('/account', peer.issuer).href);
    assert.ok(await login.asked(page), 'the session here has ended');
  }));

test('revokeTokens: both tokens are dead', () =>
  withApp('openid profile email offline_access', async (page) => {
    const user = await signIn(page);
    const asks = () => fetch(`${peer.issuer}/oauth2/userinfo`, { headers: { authorization: `Bearer ${user.access_token}` } });
    assert.equal((await asks()).status, 200);
    await page.evaluate(() => window.manager.revokeTokens(['access_token', 'refresh_token']));
    assert.equal((await asks()).status, 401);
  }));
