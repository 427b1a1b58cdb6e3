// What a person does on the pages that lead in. Names of fields and buttons stand here, as those of other pages in pages.mjs.

import { Authenticator } from '../lib/totp.mjs';
import { leave, login, logout, press } from './pages.mjs';
import { Visitor } from './visitor.mjs';

/** Follows a link of the page. */
export function follow(page, name) {
  return leave(page, page.locator('main').getByRole('link', { name, exact: true }));
}

/** What a page says that refuses something, above its form or beneath a field. */
export const problems = (page) => page.locator('.problem:visible, .field-error:visible').allInnerTexts();
export const heading = (page) => page.locator('h1').innerText();
export const focused = (page) => page.evaluate(() => document.activeElement.name);

/** A browser in which somebody has typed their name and password. */
export async function arrived(scene, device, person, path = '/login') {
  const visitor = await Visitor.open(scene, device);
  await visitor.go(path);
  await login.signIn(visitor.page, person);
  return visitor;
}

export async function signOut(visitor) {
  await visitor.go(logout.path);
  await logout.confirm(visitor.page);
}

/** The options of a server at which these may register: they say their first name and agree to terms. */
export const openTo = (whom) => ({
  COUNTERSIGN_ACCOUNTS__REGISTRATION: whom,
  COUNTERSIGN_ACCOUNTS__FIELDS: 'given_name',
  COUNTERSIGN_ACCOUNTS__REQUIRED_FIELDS: 'given_name',
  ...termsOf('2026-01'),
});

export const termsOf = (version) => ({
  COUNTERSIGN_TERMS__VERSION: version,
  COUNTERSIGN_TERMS__URL: 'https://example.test/terms',
  COUNTERSIGN_TERMS__PRIVACY_URL: 'https://example.test/privacy',
});

/** Somebody without an account, and what they type to get one. */
export const newcomer = (identifier) => ({
  identifier, email: `${identifier}@example.test`, givenName: 'Nora', password: 'lanterns drift past copper hills', agrees: true,
});

export const register = {
  path: '/register',
  offer: (page) => follow(page, 'Create one'),
  isOffered: (page) => page.getByRole('link', { name: 'Create one' }).isVisible(),
  async address(page, email) {
    await page.locator('input[name=email]').fill(email);
    await press(page, 'Continue');
  },
  async fill(page, { identifier, givenName, password, agrees }) {
    await page.locator('input[name=username]').fill(identifier);
    await page.locator('input[name=given_name]').fill(givenName);
    if (password !== undefined) await page.locator('input[name=password]').fill(password);
    await page.locator('input[name=terms]').setChecked(agrees);
  },
  create: (page) => press(page, 'Create the account'),
  typed: (page, name) => page.locator(`input[name=${name}]`).inputValue(),
};

export const terms = {
  path: '/terms',
  accept: (page) => press(page, 'I agree'),
  refuse: (page) => press(page, 'I do not agree'),
};

export const newPassword = {
  field: (page) => page.locator('input[name=password]'),
  /** Puts it on the clipboard and pastes it, as password managers and people do. */
  async paste(page, password) {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((text) => navigator.clipboard.writeText(text), password);
    await newPassword.field(page).fill('');
    await page.keyboard.press('Control+V');
  },
  /** What is said of its strength, once that is this. */
  strength: (page, words) => page.locator('.strength output').filter({ hasText: words }).waitFor(),
};

export const recover = {
  offer: (page) => follow(page, 'Forgot your password?'),
  async ask(page, identifier) {
    await page.locator('input[name=identifier]').fill(identifier);
    await press(page, 'Send the link');
  },
  async choose(page, password) {
    await newPassword.field(page).fill(password);
    await press(page, 'Set the password');
  },
};

/** Shows a password once more, as who is known here already. */
export async function confirm(page, password) {
  await page.locator('input[name=password]').fill(password);
  await press(page, 'Confirm');
}

export const codes = {
  /** Types a code, on whichever page asks for one. */
  async type(page, code, { trust = false } = {}) {
    await page.locator('input[name=code]').fill(code);
    if (trust) await page.locator('input[name=trust]').check();
    await press(page, 'Continue');
  },
  /** The code that a page shows, to be typed elsewhere. */
  shown: (page) => page.locator('p.code code').innerText(),
  otherWays: (page) => page.getByRole('navigation', { name: 'Another way' }).getByRole('link').allInnerTexts(),
  other: (page, way) => follow(page, way),
  async send(page, identifier) {
    if (identifier !== undefined) await page.locator('input[name=identifier]').fill(identifier);
    await press(page, 'Send the code');
  },
};

export const app = {
  path: '/account/totp/add',
  /** The key that the page shows, in the picture's place. */
  async secret(page) {
    await page.getByText('You cannot scan it?').click();
    return page.locator('#secret').innerText();
  },
  /** What the clipboard holds after the button beside the key was pressed. */
  async copied(page) {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy the key' }).click();
    await page.getByText('Copied').waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  },
  uri: (page) => page.getByRole('link', { name: 'Open it in an app on this device' }).getAttribute('href'),
  async confirm(page, code) {
    await page.locator('input[name=code]').fill(code);
    await press(page, 'Confirm');
  },
};

export const enrol = {
  path: '/enrol',
  app: (page) => leave(page, page.locator('.doors').getByRole('link', { name: 'An app with codes' })),
};

export const recoveryCodes = {
  path: '/account/recovery-codes',
  make: (page) => press(page, 'Make recovery codes'),
  shown: (page) => page.locator('.codes code').allInnerTexts(),
  kept: (page) => follow(page, 'I have kept them'),
  notNow: (page) => follow(page, 'Not now'),
  async download(page) {
    const button = page.getByRole('button', { name: 'Download as a file' });
    const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const chunks = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString() };
  },
};

export const chooser = {
  path: '/accounts',
  people: (page) => page.locator('.person-who strong').allInnerTexts(),
  choose: (page, name) => leave(page, page.locator('button.person', { hasText: name })),
  another: (page) => follow(page, 'Use another account'),
};

/** Has somebody who signed in just now set up an app with codes; the app. The way there may carry a request that waits. */
export async function setUpApp(visitor, way = app.path) {
  if (visitor.page.url() !== way) await visitor.go(way);
  const phone = new Authenticator(await app.secret(visitor.page));
  await app.confirm(visitor.page, await phone.next());
  return phone;
}
