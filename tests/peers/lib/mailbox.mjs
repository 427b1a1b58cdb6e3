// The letters of a server under development, as its page /dev/mail shows them.

import { decode } from './browser.mjs';
import { eventually } from './eventually.mjs';

const ROW = /<a href="(\/dev\/mail\/[^"]+)">([^<]*)<\/a>\s*<p class="detail"><span>To ([^<]*)<\/span>/g;

export class Mailbox {
  #read = new Set();

  constructor(issuer) {
    this.issuer = issuer;
  }

  /** The newest letter to this address that was not read before: its subject, and its link or code. */
  next(to) {
    return eventually(async () => {
      const letter = (await this.#waiting(to))[0];
      if (letter === undefined) throw new Error(`no letter has come to ${to}`);
      this.#read.add(letter.path);
      const page = await this.#open(letter.path);
      const [link, code] = ['a id="link" href="([^"]*)"', 'code id="code">([^<]*)<'].map((part) => page.match(part)?.[1]);
      return { subject: letter.subject, link: link && decode(link), code };
    });
  }

  /** The subjects of the letters to this address that were not read. */
  async unread(to) {
    return (await this.#waiting(to)).map(({ subject }) => subject);
  }

  async #waiting(to) {
    const page = await this.#open('/dev/mail');
    const rows = [...page.matchAll(ROW)].map(([, path, subject, address]) => ({
      path, subject: decode(subject), to: decode(address),
    }));
    return rows.filter((letter) => letter.to === to && !this.#read.has(letter.path));
  }

  async #open(path) {
    const answer = await fetch(this.issuer + path);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.text();
  }
}
