// A person with a browser of her own, who signs in and agrees where she is asked, up to where the client gets its answer.

import { Browser } from '../../lib/browser.mjs';
import { issuer } from './op.mjs';
import { users } from './users.mjs';

const PAGES = 12;

/** `reaches` the client: by which mode, at which address and with which parameters. Otherwise `page` is where it ended. */
class Arrival {
  constructor(asked, { page, mode, uri, parameters }) {
    Object.assign(this, { asked, page, mode, uri, parameters });
  }

  get reaches() {
    return this.parameters !== undefined;
  }

  /** A parameter of the answer. */
  get(name) {
    return this.parameters?.get(name) ?? undefined;
  }

  toString() {
    return this.reaches ? `${this.mode} ${this.uri} ${this.parameters}` : String(this.page);
  }
}

export class Person {
  constructor(user = users.alice) {
    this.user = user;
    this.browser = new Browser(issuer);
  }

  /** Opens a link, and walks on until the client is reached. `until` names a page at which to stop: login or consent. */
  async open(url, { until } = {}) {
    return this.#walk(await this.browser.open(url), until);
  }

  /** Sends a form of the client's to the server. */
  async post(url, fields, { until } = {}) {
    return this.#walk(await this.browser.submit({ url }, { action: url, fields }), until);
  }

  /** Presses on, from a page at which it was stopped. */
  walk(page) {
    return this.#walk(page);
  }

  async #walk(page, until) {
    const asked = [];
    for (let step = 0; step < PAGES; step += 1) {
      const arrived = arrival(page);
      if (arrived) return new Arrival(asked, arrived);
      const kind = kindOf(page);
      // A page that comes twice wants what a person of this kind does not have.
      if (kind === undefined || asked.includes(kind)) return new Arrival(asked, { page });
      asked.push(kind);
      if (kind === until) return new Arrival(asked, { page });
      const form = page.form(FIELD[kind]);
      page = await this.browser.submit(page, form, this.#fills(kind, form));
    }
    throw new Error(`no end after ${asked}`);
  }

  #fills(kind, { buttons }) {
    const { identifier, password } = this.user;
    // Of those who are signed in here, the first.
    if (kind === 'choice') return { session: buttons.session };
    return kind === 'login' ? { identifier, password } : { decision: this.denies ? 'deny' : 'allow' };
  }
}

const FIELD = { login: 'password', consent: 'decision', choice: 'session' };

function kindOf(page) {
  return Object.keys(FIELD).find((kind) => page.form(FIELD[kind]));
}

function arrival(page) {
  if (page.leaves) {
    const { hash, search, origin, pathname, href } = page.leaves;
    const mode = hash === '' ? 'query' : 'fragment';
    const parameters = new URLSearchParams(hash === '' ? search : hash.slice(1));
    const uri = hash === '' ? `${origin}${pathname}` : href.slice(0, href.indexOf('#'));
    return { page, mode, uri, parameters };
  }
  // OAuth 2.0 Form Post Response Mode section 2: a form that goes to the client.
  const form = page.forms.find(({ action }) => action && new URL(action, page.url).origin !== issuer);
  if (!form) return undefined;
  return { page, mode: 'form_post', uri: form.action, parameters: new URLSearchParams(form.fields) };
}
