// A server that a test starts by itself, as often and with whatever options it needs, in the place that the launcher made
// (`--stopped`).

import { randomBytes } from 'node:crypto';

import { command, Node } from './countersign.mjs';
import { peer } from './peer.mjs';

export class Instance {
  #node;
  issuer = peer.issuer;
  place = peer.place;

  /** Starts it, or stops it and starts it anew. */
  async start(options = {}) {
    await this.stop();
    this.place = { ...peer.place, env: { ...peer.place.env, ...options } };
    this.#node = new Node(this.place, new URL(this.issuer).port, this.issuer);
    await this.#node.ready();
  }

  stop() {
    return this.#node?.stop();
  }

  command(args, input) {
    return command(this.place, args, input);
  }

  /** Somebody with an account, a verified address and a password. */
  async person(identifier) {
    const user = { identifier, email: `${identifier}@example.test`, password: randomBytes(18).toString('base64url') };
    const args = ['user', 'create', user.identifier, '--email', user.email, '--email-verified', '--password-stdin'];
    await this.command(args, `${user.password}\n`);
    return user;
  }
}
