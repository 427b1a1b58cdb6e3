// Sixteen clients at once: they redeem, refresh, repeat and replay, and write it all into a journal.

import { setTimeout as sleep } from 'node:timers/promises';

const SERVICES = 4;
const PEOPLE = 12;
const KEPT_TOKENS = 500;
const ATTEMPTS = 20;
const PAUSE_MS = 50;

/** Numbers from a seed, so that a run can be repeated (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Load {
  /** Access tokens that reached a client, the latest. */
  accessTokens = [];
  #families = [];
  #free = [];
  #running = false;

  constructor({ journal, web, service, random }) {
    Object.assign(this, { journal, web, service, random });
  }

  /** Adds a family, which is nothing but a code so far. */
  add(grant) {
    const family = { name: `family ${this.#families.length + 1}`, grant, tokens: [], alive: true };
    this.#families.push(family);
    this.#free.push(family);
  }

  /** Begins; the answer is a function that ends it and waits for what is still on its way. */
  begin() {
    this.#running = true;
    const clients = [
      ...Array.from({ length: SERVICES }, () => this.#serve()),
      ...Array.from({ length: PEOPLE }, () => this.#live()),
    ];
    return async () => {
      this.#running = false;
      await Promise.all(clients);
    };
  }

  /** Asks for every family whether it lives. Twice, where the last answer is unknown: it must be the same. */
  async ask() {
    const waiting = [...this.#families];
    const client = async () => {
      for (let family = waiting.pop(); family; family = waiting.pop()) {
        await this.#answered(family);
        if (family.unsure) await this.#answered(family, family.tokens.at(-2));
        family.unsure = false;
      }
    };
    await Promise.all([this.#insist(() => this.#issue()), ...Array.from({ length: PEOPLE }, client)]);
    this.#free = this.#families.filter((family) => family.alive);
  }

  async #serve() {
    while (this.#running && (await this.#issue()) !== 'unknown');
  }

  async #issue() {
    const { outcome, body } = await this.journal.request('services', 'token', undefined, () =>
      this.service.token({ grant_type: 'client_credentials' }),
    );
    if (outcome === 'ok') this.#keep(body.access_token);
    return outcome;
  }

  /** One family after the other, until an answer stays away. */
  async #live() {
    while (this.#running) {
      const [family] = this.#free.splice(Math.floor(this.random() * this.#free.length), 1);
      if (family === undefined) return;
      await this.#use(family);
      if (family.unsure) return;
      if (family.alive) this.#free.push(family);
    }
  }

  async #use(family) {
    for (let times = Math.ceil(this.random() * 4); times > 0 && this.#running; times -= 1) {
      const last = family.tokens.at(-1);
      // Sometimes the same at once, as a client with two windows does.
      const together = last !== undefined && this.random() < 0.2 ? 2 : 1;
      const outcomes = await Promise.all(Array.from({ length: together }, () => this.#renew(family, last)));
      family.unsure = outcomes.includes('unknown');
      if (!family.alive || family.unsure) return;
    }
    if (this.#running && this.random() < 0.1) await this.#replay(family);
  }

  async #replay(family) {
    const code = this.random() < 0.5;
    // A predecessor is dead for good only when its successor is used, too.
    if (!code && family.tokens.length < 3) return;
    const given = code ? family.grant.code : family.tokens.at(-3);
    const parameters = code ? family.grant : { grant_type: 'refresh_token', refresh_token: given };
    const { outcome } = await this.journal.request(family.name, 'replay', given, () => this.web.token(parameters));
    family.unsure = outcome === 'unknown';
    if (outcome === 'refused') family.alive = false;
  }

  #answered(family, given = family.tokens.at(-1)) {
    return this.#insist(() => this.#renew(family, given));
  }

  async #insist(send) {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if ((await send()) !== 'unknown') return;
      await sleep(PAUSE_MS);
    }
  }

  /** The code, or the last token: whatever the family has. */
  async #renew(family, given) {
    const [kind, sent, parameters] =
      given === undefined
        ? ['code', family.grant.code, family.grant]
        : ['refresh', given, { grant_type: 'refresh_token', refresh_token: given }];
    const { outcome, body } = await this.journal.request(family.name, kind, sent, () => this.web.token(parameters));
    if (outcome === 'refused') family.alive = false;
    if (outcome !== 'ok') return outcome;
    this.#keep(body.access_token);
    if (family.tokens.at(-1) !== body.refresh_token) family.tokens.push(body.refresh_token);
    return outcome;
  }

  #keep(token) {
    this.accessTokens.push(token);
    if (this.accessTokens.length > KEPT_TOKENS) this.accessTokens.shift();
  }
}
