// Profile front-channel logout (OpenID Connect Front-Channel Logout 1.0), with Chromium: frames are a browser's.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { decodeJwt } from 'jose';

import { random, register } from './harness/client.mjs';
import { issuer, metadata } from './harness/op.mjs';
import { Party } from './harness/party.mjs';
import { Screen } from './harness/screen.mjs';

let party;
let screen;

before(async () => {
  party = await Party.start();
  screen = await Screen.start();
});
after(async () => {
  await screen?.stop();
  await party?.stop();
});

async function framed() {
  const path = `/front-${random()}`;
  const html = { type: 'text/html' };
  const callback = party.publish(`${path}/callback`, '<title>Back</title>', html);
  const bye = party.publish(`${path}/bye`, '<title>Bye</title>', html);
  const frontchannel_logout_uri = `${party.publish(path, '<title>Out</title>', html)}?kept=yes`;
  const client = await register({
    redirect_uris: [callback],
    post_logout_redirect_uris: [bye],
    frontchannel_logout_uri,
    frontchannel_logout_session_required: true,
  });
  return { client, path, bye };
}

test('2, 3 (frontchannel-rp-initiated-logout): its page is opened with iss and sid, and then the way goes back', async () => {
  const [one, two] = [await framed(), await framed()];
  const page = await screen.person();
  const first = await screen.signIn(page, one.client);
  const second = await screen.signIn(page, two.client);
  const url = new URL(metadata.end_session_endpoint);
  url.search = new URLSearchParams({ id_token_hint: first.id_token, post_logout_redirect_uri: one.bye, state: 's' });
  await page.goto(url.href);
  for (const [{ path }, tokens] of [[one, first], [two, second]]) {
    const { searchParams } = new URL((await party.hears(path)).path, party.origin);
    assert.equal(searchParams.get('kept'), 'yes');
    assert.equal(searchParams.get('iss'), issuer);
    assert.equal(searchParams.get('sid'), decodeJwt(tokens.id_token).sid);
  }
  await page.waitForURL(`${one.bye}?state=s`);
});
