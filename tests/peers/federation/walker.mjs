// A browser without a screen that goes from one site to another: cookies by site, redirects as they come.

const MOST = 20;

export class Walker {
  #cookies = new Map();

  /** Opens a URL and goes where it leads. */
  async open(url) {
    let response = await this.#send(url);
    for (let step = 0; step < MOST; step += 1) {
      const next = response.headers.get('location');
      if (next === null) return page(url, response);
      url = new URL(next, url).href;
      response = await this.#send(url);
    }
    throw new Error(`redirected in circles: ${url}`);
  }

  /** Goes where it leads until a URL with this path, which is returned and not opened. */
  async openUntil(url, path) {
    for (let step = 0; step < MOST; step += 1) {
      const response = await this.#send(url);
      url = new URL(response.headers.get('location'), url).href;
      if (new URL(url).pathname === path) return url;
    }
    throw new Error(`never came to ${path}`);
  }

  async post(url, fields) {
    const headers = { origin: new URL(url).origin, 'sec-fetch-site': 'same-origin' };
    const response = await this.#send(url, { method: 'POST', headers, body: new URLSearchParams(fields) });
    return page(url, response);
  }

  async #send(url, options = {}) {
    const { origin, pathname } = new URL(url);
    const jar = this.#cookies.get(origin) ?? new Map();
    this.#cookies.set(origin, jar);
    const cookie = [...jar.values()]
      .filter(({ path }) => pathname.startsWith(path))
      .map(({ pair }) => pair)
      .join('; ');
    const headers = { ...options.headers, ...(cookie && { cookie }) };
    const response = await fetch(url, { ...options, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) keep(jar, line);
    return response;
  }
}

function keep(jar, line) {
  const [pair, ...attributes] = line.split('; ');
  const name = pair.slice(0, pair.indexOf('='));
  const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
  const gone = attributes.some((attribute) => /^(max-age=0|expires=thu, 01 jan 1970)/i.test(attribute));
  if (gone) jar.delete(`${name};${path}`);
  else jar.set(`${name};${path}`, { pair, path });
}

async function page(url, response) {
  return { url, status: response.status, refresh: response.headers.get('refresh'), text: await response.text() };
}
