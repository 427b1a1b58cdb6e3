// Several factors in Chromium, on a phone and on a desktop: a trusted device is spared the second one until the trust ends, and
// whoever has more than one chooses.

import assert from 'node:assert/strict';

import { login, press } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { arrived, codes, recoveryCodes, setUpApp, signOut } from './ways.mjs';

const TWO = 'urn:countersign:aal2';
const NEW_PASSWORD = 'seven herons over the marsh';
const scene = Scene.set();
const { server } = scene;

onEachDevice('a trusted device is spared the code, but not what is demanded, until the trust ends', async (device) => {
  const person = await server.person(`tess-${device}`);
  const first = await arrived(scene, device, person);
  const phone = await setUpApp(first);
  const visitor = await arrived(scene, device, person);
  const { page } = visitor;
  await codes.type(page, await phone.next(), { trust: true });
  await signOut(visitor);
  await visitor.go('/login');
  await login.signIn(page, person);
  assert.equal(visitor.at, '/account');

  await page.goto(scene.application.ask({ acr_values: TWO }).url);
  assert.equal(visitor.at, '/login/code', 'an application asks for more');
  await signOut(visitor);
  await visitor.go('/login');
  await login.signIn(page, person);
  assert.equal(await visitor.whoami(), person.identifier, 'the trust outlives a sign-out');

  await server.command(['user', 'set-password', person.identifier, '--password-stdin'], `${NEW_PASSWORD}\n`);
  assert.equal(await visitor.whoami(), null);
  await visitor.go('/login');
  await login.signIn(page, { ...person, password: NEW_PASSWORD });
  assert.equal(visitor.at, '/login/code', 'but not another password');
  assert.equal(await visitor.whoami(), null);
  await first.close();
  await visitor.close();
});

onEachDevice('whoever has several factors chooses, and may change their mind', async (device) => {
  const person = await server.person(`theo-${device}`);
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const passkeys = await visitor.withPasskeys();
  await visitor.go('/login');
  await login.signIn(page, person);
  const phone = await setUpApp(visitor);
  await recoveryCodes.make(page);
  await visitor.go('/account/passkeys/add');
  await page.locator('input[name=name]').fill('This device');
  await passkeys.present(true);
  await press(page, 'Make the passkey');
  await page.getByText('This device is ready').waitFor();
  await passkeys.present(false);
  await signOut(visitor);

  const question = scene.application.ask();
  await page.goto(question.url);
  await login.signIn(page, person);
  assert.equal(visitor.at, '/login/passkey');
  assert.deepEqual(await codes.otherWays(page), ['Use a code from your app', 'Use a recovery code']);
  await visitor.look('login-passkey-or-another-way');
  await codes.other(page, 'Use a code from your app');
  assert.deepEqual(await codes.otherWays(page), ['Use a passkey', 'Use a recovery code']);
  await codes.other(page, 'Use a passkey');
  await codes.other(page, 'Use a code from your app');
  await codes.type(page, await phone.next());
  const claims = await question.claims(page);
  assert.deepEqual([...claims.amr].sort(), ['mfa', 'otp', 'pwd']);
  await visitor.close();
});
