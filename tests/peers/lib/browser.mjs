// A browser without a screen: cookies, redirects and forms, filled in as a person would fill them.

const LINKS = 10;

/** Opens pages of one issuer, at any of its nodes. */
export class Browser {
  #cookies = new Map();

  constructor(issuer, node = issuer) {
    this.issuer = issuer;
    this.node = node;
  }

  /** The same person at another node: the cookies are shared. */
  at(node) {
    const other = new Browser(this.issuer, node);
    other.#cookies = this.#cookies;
    return other;
  }

  open(url) {
    return this.#follow(new URL(url, this.issuer), {});
  }

  /** Sends a form of a page with these fields filled in. */
  submit(page, form, filled = {}) {
    const body = new URLSearchParams({ ...form.fields, ...filled });
    const target = new URL(form.action ?? page.url, page.url);
    return this.#follow(target, { method: 'POST', body, headers: { origin: this.issuer } });
  }

  async #follow(url, request) {
    for (let link = 0; link < LINKS; link += 1) {
      const answer = await this.#send(url, request);
      const location = answer.headers.get('location');
      if (answer.status < 300 || answer.status > 399 || location === null) {
        return new Page(url, answer.status, await answer.text());
      }
      await answer.body?.cancel();
      const next = new URL(location, url);
      if (next.origin !== this.issuer) return new Page(url, answer.status, '', next);
      if (answer.status !== 307 && answer.status !== 308) request = {};
      url = next;
    }
    throw new Error(`more than ${LINKS} redirects, the last to ${url}`);
  }

  async #send(url, { headers, ...request }) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(this.node + url.pathname + url.search, {
      ...request,
      redirect: 'manual',
      headers: { accept: 'text/html', ...headers, ...(cookie && { cookie }) },
    });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  #keep(line) {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const [name, value] = split(pair);
    const gone = attributes.some((attribute) => /^max-age=(0|-\d+)$/i.test(attribute));
    if (gone || value === '') this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}

/** An answered page, or (`leaves`) the address outside the issuer to which it sent us. */
class Page {
  constructor(url, status, html, leaves) {
    Object.assign(this, { url, status, html, leaves });
  }

  get forms() {
    return [...this.html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, tag, inside]) => form(tag, inside));
  }

  /** Where its links lead. */
  get links() {
    return [...this.html.matchAll(/<a\b([^>]*)>/gi)].map(([, tag]) => attributes(tag).href).filter(Boolean);
  }

  /** The form that has a field (or a button) of this name. */
  form(field) {
    return this.forms.find((each) => each.names.has(field));
  }

  toString() {
    const text = this.html.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/gi, ' ').replace(/\s+/g, ' ').trim();
    return `${this.status} at ${this.url}: ${decode(text).slice(0, 500)}`;
  }
}

function form(tag, inside) {
  const fields = {};
  // What the first button of a name says when it is pressed.
  const buttons = {};
  const names = new Set();
  for (const [, element, text] of inside.matchAll(/<(input|button|select|textarea)\b([^>]*)>/gi)) {
    const { name, value = '', type = 'text', ...rest } = attributes(text);
    if (name === undefined) continue;
    names.add(name);
    const chosen = !/^(checkbox|radio)$/i.test(type) || 'checked' in rest;
    const pressed = element.toLowerCase() === 'button' || /^(submit|image|button)$/i.test(type);
    if (chosen && !pressed) fields[name] = value;
    if (pressed) buttons[name] ??= value;
  }
  return { action: attributes(tag).action, fields, buttons, names };
}

function attributes(text) {
  const found = text.matchAll(/([^\s=/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g);
  return Object.fromEntries(
    [...found].map(([, name, double, single, bare]) => [name.toLowerCase(), decode(double ?? single ?? bare ?? '')]),
  );
}

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function decode(text) {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? whole;
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16));
  });
}

function split(pair) {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
