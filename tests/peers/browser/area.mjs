// What a person does in the area of their account. Names of fields and buttons stand here, as those of other pages in pages.mjs.

import { leave, press } from './pages.mjs';

export const area = {
  go: (page, way) => leave(page, page.locator('.area-nav').getByRole('link', { name: way, exact: true })),
  ways: (page) => page.locator('.area-nav a').allInnerTexts(),
  current: (page) => page.locator('.area-nav [aria-current=page]').innerText(),
  /** What was done, as the page says it. */
  done: (page) => page.locator('.notice').innerText(),
};

export const profile = {
  path: '/account/profile',
  async fill(page, details, button) {
    for (const [name, value] of Object.entries(details)) await page.locator(`form [name=${name}]`).fill(value);
    await press(page, button);
  },
  value: (page, name) => page.locator(`form [name=${name}]`).inputValue(),
  async read(page, language) {
    await page.locator('select[name=locale]').selectOption({ label: language });
    await leave(page, page.locator('form[action="/account/language"] button'));
  },
};

export const picture = {
  async send(page, file) {
    await page.locator('input[name=picture]').setInputFiles(file);
    await press(page, 'Use it');
  },
  remove: (page) => press(page, 'Remove the picture'),
  /** Where the page has it from; null where there is none. */
  async source(page) {
    const face = page.locator('img.face');
    return (await face.count()) === 0 ? null : face.getAttribute('src');
  },
  size: (page) => page.locator('img.face').evaluate((face) => [face.naturalWidth, face.naturalHeight]),
};

export const password = {
  path: '/account/password',
  async change(page, current, wanted) {
    await page.locator('input[name=current_password]').fill(current);
    await page.locator('input[name=new_password]').fill(wanted);
    await press(page, 'Change the password');
  },
};

export const email = {
  path: '/account/email',
  async ask(page, address) {
    await page.locator('input[name=email]').fill(address);
    await press(page, 'Send the link');
  },
  typed: (page) => page.locator('input[name=email]').inputValue(),
  confirm: (page) => press(page, 'Confirm'),
};

export const devices = {
  path: '/account/sessions',
  /** Each with its browser; this one first. */
  listed: (page) => page.locator('main .rows strong').allInnerTexts(),
  end: (page, browser) => leave(page, page.getByRole('button', { name: `Sign out ${browser}` }).first()),
  endOthers: (page) => press(page, 'Sign out everywhere else'),
  endAll: (page) => press(page, 'Sign out everywhere'),
};

export const activity = {
  path: '/account/activity',
  /** What happened, the latest first. */
  listed: (page) => page.locator('.events strong').allInnerTexts(),
  said: (page) => page.locator('.events .said').allInnerTexts(),
};

export const data = {
  path: '/account/data',
  /** The file that the button brings. */
  async download(page) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
    const chunks = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk);
    return { name: file.suggestedFilename(), text: Buffer.concat(chunks).toString() };
  },
};

export const deletion = {
  path: '/account/delete',
  async confirm(page, username) {
    await page.locator('form[action="/account/delete"] input[name=username]').fill(username);
    await press(page, 'Delete it for good');
  },
};

export const linked = {
  path: '/account/linked',
  /** Each as the account elsewhere is called. */
  listed: (page) => page.locator('main .rows .detail span:first-child').allInnerTexts(),
  add: (page, provider) => leave(page, page.getByRole('button', { name: `Link ${provider}`, exact: true })),
  remove: (page, provider) => leave(page, page.getByRole('button', { name: `Unlink ${provider}` })),
  join: (page) => press(page, 'Link it'),
  forget: (page) => press(page, 'Do not link it'),
};
