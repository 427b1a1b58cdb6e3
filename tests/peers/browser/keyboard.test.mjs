// A whole visit with the keyboard alone, in Chromium, on a phone and on a desktop: from an application to sign in, through
// consent, into the account, to another name, and out again. No pointer touches any page.

import assert from 'node:assert/strict';

import { profile } from './area.mjs';
import { tabTo } from './keyboard.mjs';
import { consent, login } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { heading } from './ways.mjs';

const scene = Scene.set({}, async (made) => {
  const scopes = ['openid', 'profile', 'email'].flatMap((scope) => ['--scope', scope]);
  made.application = await made.add('Flower Shop', scopes);
});
const { server } = scene;

/** Comes to a control with the Tab key alone, and presses Enter on it; the page to which that leads has loaded. */
async function enter({ page }, selector) {
  await tabTo(page, selector);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

async function type({ page }, selector, text) {
  await tabTo(page, selector);
  // What the Tab key comes to is selected: typing replaces it.
  await page.keyboard.type(text);
}

onEachDevice('the keyboard alone signs in, agrees, changes a name and signs out', async (device) => {
  const person = await server.person(`kim-${device}`);
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = scene.application.ask({ scope: 'openid profile email' });
  await visitor.go(question.url);
  await type(visitor, 'input[name=identifier]', person.identifier);
  await type(visitor, 'input[name=password]', 'not the password');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  assert.ok(await login.asked(page), 'a mistake can be mended');
  await type(visitor, 'input[name=password]', person.password);
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);

  await tabTo(page, 'input[name="allow.email"]');
  await page.keyboard.press('Space');
  assert.equal(await consent.isOn(page, 'email'), false);
  // On a switch, Enter turns it too, and sends nothing.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  assert.equal(await consent.isOn(page, 'email'), false);
  await enter(visitor, 'button[name=decision][value=allow]');
  const { scope } = await question.tokens(page);
  assert.deepEqual(scope.split(' ').sort(), ['openid', 'profile']);

  await visitor.go('/account');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main', 'the first link leads past the head');
  await enter(visitor, `.area-nav a[href="${profile.path}"]`);
  await type(visitor, 'input[name=given_name]', 'Kim');
  await type(visitor, 'input[name=family_name]', 'Keys');
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
  assert.deepEqual(
    [await profile.value(page, 'given_name'), await profile.value(page, 'family_name')],
    ['Kim', 'Keys'],
  );
  await enter(visitor, '.area-nav a[href="/account"]');
  assert.equal(await heading(page), 'Kim Keys');

  await enter(visitor, '.bar a[href="/logout"]');
  await enter(visitor, 'main button.primary');
  assert.equal(await visitor.whoami(), null);
  await visitor.close();
});
