import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const anh = 'anh.nguyen@example.com';
const bao = 'bao.pham@example.com';

/** A browser without pages: follows one step at a time and keeps cookies. */
class Visitor {
  readonly jar = new Map<string, string>();
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(new URL(path, this.#url), {
      redirect: 'manual',
      ...init,
      headers: { ...(cookie === '' ? {} : { cookie }), ...Object.fromEntries(new Headers(init.headers)) },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      if (/Max-Age=0/.test(line)) this.jar.delete(name);
      else this.jar.set(name, pair.slice(name.length + 1));
    }
    return answer;
  }

  /** As a page of the console does. */
  page(path: string, method: string): Promise<Response> {
    return this.ask(path, { method, headers: { origin: this.#url, 'sec-fetch-site': 'same-origin' } });
  }

  async signIn(email: string): Promise<Response> {
    const page = (await this.ask('/v1/session/start')).headers.get('location') ?? '';
    const body = new URLSearchParams({ user: email }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const back = await fetch(page, { method: 'POST', body, headers, redirect: 'manual' });
    return await this.ask(back.headers.get('location') ?? '/');
  }

  async token(): Promise<string> {
    const answer = await this.page('/v1/session/refresh', 'POST');
    if (!answer.ok) throw new Error(`no token: ${answer.status}`);
    const { idToken }: { idToken: string } = await answer.json();
    return idToken;
  }

  async me(token: string): Promise<Response> {
    return await this.ask('/v1/me', { headers: { authorization: `Bearer ${token}` } });
  }
}

describe('the session of the console, as it is deployed', () => {
  let runtime: Runtime;
  let url: string;

  beforeAll(async () => {
    // It publishes users, which no function takes back.
    runtime = await startRuntime({ isOwn: true });
    url = String(runtime.environment.consoleUrl);
    await runtime.idle();
  });
  afterAll(() => runtime?.stop());

  it('is one step away from the home page of the local runtime', async () => {
    const [home, way] = await Promise.all(
      ['/_local/', '/_local/console'].map((path) => fetch(`${runtime.url}${path}`, { redirect: 'manual' })),
    );

    expect(await home?.text()).toContain('href="/_local/console"');
    expect([way?.status, way?.headers.get('location')]).toEqual([302, `${runtime.environment.consoleUrl}/`]);
  });

  it('lets a configured user in, by cookies that their function alone sees', async () => {
    const visitor = new Visitor(url);
    const back = await visitor.signIn(anh);
    expect([back.status, back.headers.get('location')]).toEqual([303, `${url}/#/`]);

    const token = await visitor.token();
    const me = await visitor.me(token);

    expect(await me.json()).toMatchObject({ userId: 'user-anh', role: 'rep' });
    expect(me.headers.get('etag')).toMatch(/^W\//);
  });

  it('takes a stolen ID token for fifteen minutes and no longer', async () => {
    const visitor = new Visitor(url);
    await visitor.signIn(anh);
    const stolen = await visitor.token();

    expect((await new Visitor(url).me(stolen)).status).toBe(200);
    await runtime.advance('PT15M1S');
    expect((await new Visitor(url).me(stolen)).status).toBe(401);
    expect((await visitor.me(await visitor.token())).status).toBe(200);
  });

  it('is not there by the site, nor by the host of the API, though the cookie comes along', async () => {
    const visitor = new Visitor(url);
    await visitor.signIn(anh);
    const [cookie = ''] = [...visitor.jar].map(([name, value]) => `${name}=${value}`);
    const headers = { cookie, origin: url, 'sec-fetch-site': 'same-origin' };
    // Below the address of helpers a page of another origin is refused before; a program says nothing of a page.
    const ask = (base: string, path: string, method: string) => fetch(`${base}${path}`, { method, headers, redirect: 'manual' });

    const answers = await Promise.all([
      ask(runtime.url, '/v1/session/refresh', 'POST'),
      ask(runtime.url, '/v1/session', 'DELETE'),
      ask(runtime.url, '/v1/session/start', 'GET'),
      fetch(`${runtime.url}/_local/api/v1/session/refresh`, { method: 'POST', headers: { cookie } }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect((await visitor.page('/v1/session/refresh', 'POST')).status).toBe(200);
  });

  it('replaces a secret of the distribution that a client makes up', async () => {
    const answer = await fetch(`${url}/v1/session/start`, {
      headers: { 'x-pheu-origin': 'guess', 'x-pheu-host': 'evil.example' },
      redirect: 'manual',
    });

    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).not.toContain('evil');
  });

  it('shuts out whoever is taken out of the users, and lets them in again', async () => {
    const [one, other] = [new Visitor(url), new Visitor(url)];
    await one.signIn(bao);
    await other.signIn(anh);
    const admin = { authorization: `Bearer ${await runtime.token('admin@example.com')}` };
    const read = async () => {
      const { body } = await runtime.request('/v1/config/users', { headers: admin });
      return body as { version: number; documents: { id: string }[] };
    };
    const publish = async (documents: unknown[]) => {
      const { version } = await read();
      const answer = await runtime.request('/v1/config/users', {
        method: 'PUT',
        body: JSON.stringify({ documents }),
        headers: { ...admin, 'content-type': 'application/json', 'if-match': `"${version}"` },
      });
      expect(answer.status).toBe(200);
      await runtime.settle();
    };
    const { documents } = await read();

    await publish(documents.filter(({ id }) => id !== 'user-bao'));

    expect((await one.page('/v1/session/refresh', 'POST')).status).toBe(401);
    expect(one.jar.size).toBe(0);
    await one.signIn(bao);
    expect(one.jar.has('__Host-pheu')).toBe(false);
    expect((await other.page('/v1/session/refresh', 'POST')).status).toBe(200);
    await publish(documents);
    expect((await one.signIn(bao)).headers.get('location')).toBe(`${url}/#/`);
  });
});
