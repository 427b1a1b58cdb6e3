// mod_auth_openidc, the relying party of most applications behind Apache, with Chromium as the person's browser.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch } from '../browser/chromium.mjs';
import { consent, login } from '../browser/pages.mjs';
import { eventually } from '../lib/eventually.mjs';
import { peer } from '../lib/peer.mjs';
import { Apache } from './apache.mjs';
import { register } from './sites.mjs';

let all;
let apache;
let browser;
let publicSub;

before(async () => {
  const registered = await register(peer);
  all = registered.sites;
  apache = await Apache.start(Object.values(all), registered.files);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await apache?.stop();
});

// Most answers pass through the module's own redirect, and some through a page that sends itself.
async function visit(page, site, begin = site.place.home) {
  await page.goto(begin);
  if (await login.asked(page)) await login.signIn(page, peer.user);
  if (await consent.asked(page)) await consent.allow(page);
  await page.waitForURL(site.place.home);
  const text = await page.locator('pre').innerText();
  return Object.fromEntries([...text.matchAll(/^([^=\n]+)=(.*)$/gm)].map(([, name, value]) => [name, value]));
}

/** A new person's browser, for as long as the test runs. */
async function withPage(use) {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    return await use(page, context);
  } catch (error) {
    console.error((await apache.errors()).slice(-5).join('\n'));
    throw error;
  } finally {
    await context.close();
  }
}

/** Whether the site still knows the person: it is asked without following it to the server. */
async function knows(context, site) {
  const answer = await context.request.get(site.place.home, { maxRedirects: 0 });
  return answer.status() === 200;
}

for (const name of [
  'client_secret_basic with PKCE', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt',
  'code id_token by form_post', 'code id_token token by fragment', 'id_token by form_post',
  'ES256 and signed UserInfo', 'a signed request object', 'pairwise',
]) {
  test(`signs in: ${name}`, () =>
    withPage(async (page) => {
      const site = all[name];
      const environment = await visit(page, site);
      if (name === 'pairwise') assert.notEqual(environment.OIDC_CLAIM_sub, publicSub);
      else assert.equal(environment.OIDC_CLAIM_sub, (publicSub ??= environment.OIDC_CLAIM_sub));
      assert.equal(environment.OIDC_CLAIM_iss, peer.issuer);
      assert.equal(environment.OIDC_CLAIM_aud, site.client.client_id);
      assert.equal(environment.REMOTE_USER, peer.user.email);
      assert.equal(environment.OIDC_CLAIM_given_name, peer.user.given_name);
    }));
}

test('a third party begins the sign-in', () =>
  withPage(async (page) => {
    const site = all['client_secret_basic with PKCE'];
    const link = new URL(site.place.callback);
    link.search = new URLSearchParams({ iss: peer.issuer, target_link_uri: site.place.home, login_hint: 'alice' });
    const environment = await visit(page, site, link.href);
    assert.equal(environment.REMOTE_USER, peer.user.email);
  }));

test('one sign-in serves two applications', () =>
  withPage(async (page) => {
    await visit(page, all['client_secret_basic with PKCE']);
    await page.goto(all.client_secret_post.place.home);
    assert.equal(await login.asked(page), false);
  }));

test('refreshes by the refresh token', () =>
  withPage(async (page) => {
    const site = all['client_secret_basic with PKCE'];
    const before = await visit(page, site);
    const link = new URL(site.place.callback);
    link.searchParams.set('refresh', site.place.home);
    link.searchParams.set('access_token', before.OIDC_access_token);
    await page.goto(link.href);
    const after = await visit(page, site);
    assert.notEqual(after.OIDC_access_token, before.OIDC_access_token);
    assert.notEqual(after.OIDC_refresh_token, before.OIDC_refresh_token);
  }));

test('signs out at the server, and comes back to where it is registered', () =>
  withPage(async (page, context) => {
    const site = all['client_secret_basic with PKCE'];
    await visit(page, site);
    const link = new URL(site.place.callback);
    link.searchParams.set('logout', site.afterLogout);
    await page.goto(link.href);
    await page.waitForURL(site.afterLogout);
    assert.equal(await knows(context, site), false);
    await page.goto(new URL('/account', peer.issuer).href);
    assert.ok(await login.asked(page), 'the session here has ended');
  }));

for (const [channel, waits] of [['back channel', 'its server was told'], ['front channel', 'its frame was opened']]) {
  test(`a sign-out elsewhere reaches it by the ${channel}: ${waits}`, () =>
    withPage(async (page, context) => {
      const site = all[channel];
      const other = all['client_secret_basic with PKCE'];
      await visit(page, site);
      await visit(page, other);
      assert.equal(await knows(context, site), true);
      const link = new URL(other.place.callback);
      link.searchParams.set('logout', other.afterLogout);
      await page.goto(link.href);
      await page.waitForURL(other.afterLogout);
      await eventually(async () => assert.equal(await knows(context, site), false));
    }));
}

test('its frames see that the session here has changed', () =>
  withPage(async (page, context) => {
    const site = all['session management'];
    await visit(page, site);
    const watch = await context.newPage();
    await watch.goto(new URL('/watched.html', site.place.origin).href);
    await watch.waitForTimeout(3_000);
    assert.equal(await knows(context, site), true, 'signed out though nothing changed');
    await page.goto(new URL('/logout', peer.issuer).href);
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await eventually(async () => assert.equal(await knows(context, site), false));
  }));
