// The first visit to the sign-in page in Chromium, on a phone and on a desktop, over a slow network: what is sent on the wire,
// from where, and whether anything moves under somebody's finger.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Scene } from './scene.mjs';
import { DEVICES, Visitor } from './visitor.mjs';

const MOST_BYTES = 50_000;
// Of Core Web Vitals: what is good.
const MOST_SHIFT = 0.1;
// A slow mobile network, so that the page is painted before all has come.
const NETWORK = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 100_000 };

// All that the page can have: passkeys, a way to an account, a way back, codes by mail.
const scene = Scene.set({ COUNTERSIGN_ACCOUNTS__REGISTRATION: 'open', COUNTERSIGN_FACTORS__EMAIL_CODE: 'first' });

/** Counts what comes over the network, with its headers and compressed, and what that is when it is unpacked. */
async function measured(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.emulateNetworkConditions', NETWORK);
  const sums = { requests: 0, sent: 0, unpacked: 0, origins: new Set() };
  cdp.on('Network.requestWillBeSent', ({ request }) => sums.origins.add(new URL(request.url).origin));
  cdp.on('Network.dataReceived', ({ dataLength }) => (sums.unpacked += dataLength));
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    sums.requests += 1;
    sums.sent += encodedDataLength;
  });
  return sums;
}

/** Gathers from the beginning by how much the page's parts have moved, and when it first showed something. */
function watchShifts() {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.shift += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
}

for (const device of DEVICES) {
  test(`the sign-in page is small and still, on a ${device}`, async (t) => {
    const visitor = await Visitor.open(scene, device);
    const { page } = visitor;
    await page.addInitScript(watchShifts);
    const sums = await measured(page);
    await page.goto(scene.application.ask().url, { waitUntil: 'networkidle' });
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
    assert.equal(visitor.at, '/login');

    t.diagnostic(`${sums.requests} requests, ${sums.sent} bytes as sent, ${sums.unpacked} bytes unpacked`);
    assert.ok(sums.requests > 3, 'page, stylesheet and scripts came');
    assert.ok(sums.sent > 0 && sums.sent < MOST_BYTES, `${sums.sent} bytes were sent`);
    assert.deepEqual([...sums.origins], [scene.issuer]);

    const [painted, shift] = await page.evaluate(() => [
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime, window.shift,
    ]);
    t.diagnostic(`first painted after ${Math.round(painted)} ms, and moved by ${shift.toFixed(3)}`);
    assert.ok(painted > 0, 'it was painted');
    assert.ok(shift < MOST_SHIFT, `its parts moved by ${shift}`);
    await visitor.close();
  });
}
