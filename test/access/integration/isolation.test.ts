import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import reps from '../../../config/reps.json' with { type: 'json' };
import type { Lead } from '../../../shared/leads/index.ts';
import { inParallel, report } from '../../support/proof.ts';
import { type HttpAnswer, type Runtime, startRuntime } from '../../support/runtime.ts';
import { tableFacts } from '../../support/table-facts.ts';
import { badTokens } from './tokens.ts';

/** People whose every word can be found again in an answer. */
const people = {
  south: { fullName: 'Chim Én Phương', email: 'chim.en@canary.example', phone: '0912 700 101', province: 'TP.HCM', message: 'Tổ chim én' },
  southToo: {
    fullName: 'Chim Sẻ Đồng',
    email: 'chim.se@canary.example',
    phone: '0912 700 102',
    province: 'Cần Thơ',
    message: 'Tổ chim sẻ',
  },
  north: { fullName: 'Chim Cu Gáy', email: 'chim.cu@canary.example', phone: '0912 700 103', province: 'Hà Nội', message: 'Tổ chim cu' },
} as const;
const canaries = [/chim/i, /chim\.(en|se|cu)/i, /canary/i, /0?912[ .]?700[ .]?10/, /[Tt]ổ chim/];
const managerOfSouth = 'manager.south@example.com';

/** What each person's lead, and the post that made it, can be asked by. */
function routesOf(lead: Lead): string[] {
  const {
    leadId,
    source: { first },
  } = lead;
  const record = `/v1/leads/${leadId}`;
  return [record, `${record}/timeline`, `${record}/decisions`, `/v1/forms/${first.sourceId}/submissions/${first.submissionId}`];
}

/** The device that a person posted from; whoever may put a lead right may take it off. */
const deviceOf = (name: keyof typeof people) => `nest-of-${name}`;
const linkOf = (lead: Lead, visitorId: string) => `/v1/leads/${lead.leadId}/visitors/${visitorId}`;

function expectNothingOfAPerson(answer: HttpAnswer, asked: string): void {
  const found = canaries.filter((canary) => canary.test(`${answer.text} ${JSON.stringify([...answer.headers])}`));
  expect({ asked, found }).toEqual({ asked, found: [] });
}

describe('invariant 8: nobody reads a lead outside their role and territory', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'pheu-isolation-'));
  const leads = new Map<keyof typeof people, Lead>();
  let runtime: Runtime;
  let asked = 0;

  const leadOf = (name: keyof typeof people): Lead => {
    const lead = leads.get(name);
    if (!lead) throw new Error(`no lead of ${name}`);
    return lead;
  };
  const addressOf = (lead: Lead): string => {
    const owner = reps.find(({ id }) => id === lead.owner?.repId);
    if (!owner) throw new Error(`the owner ${lead.owner?.repId} is not configured`);
    return owner.email;
  };
  const unlink = async (path: string, user: string): Promise<HttpAnswer> => {
    asked += 1;
    return await runtime.request(path, { method: 'DELETE', headers: { authorization: `Bearer ${await runtime.token(user)}` } });
  };
  const devicesOf = async (name: keyof typeof people): Promise<string[]> =>
    (await get(`/v1/leads/${leadOf(name).leadId}`, 'admin@example.com')).body.visitors.map(
      ({ visitorId }: { visitorId: string }) => visitorId,
    );
  const get = (path: string, user: string): Promise<HttpAnswer> => {
    asked += 1;
    return runtime.get(path, { user });
  };

  beforeAll(async () => {
    runtime = await startRuntime({ dataDir });
    for (const [index, name] of (['south', 'southToo', 'north'] as const).entries()) {
      const device = { context: { visitorId: deviceOf(name) }, consent: { tracking: true } };
      await runtime.post('contact', { submissionId: `nest-${index}`, fields: people[name], ...device }, { ip: `10.8.0.${index + 1}` });
      await runtime.idle();
    }
    const held = { ...people.south, khong_dien: 'https://spam.example' };
    await runtime.post('contact', { submissionId: 'held-back', fields: held }, { ip: '10.8.0.9' });
    await runtime.idle();
    const facts = await tableFacts(runtime);
    for (const [name, { email }] of Object.entries(people)) {
      const lead = facts.leads.find((known) => known.email === email);
      if (lead) leads.set(name as keyof typeof people, lead);
    }
  });
  afterAll(async () => {
    await runtime?.stop();
    rmSync(dataDir, { recursive: true, force: true });
    report('isolation', { requests: asked });
  });

  it('asks for a good token on every route', async () => {
    const reads = ['/v1/leads', `/v1/leads?email=${people.south.email}`, ...routesOf(leadOf('south')), '/v1/leads/no-such-lead'];
    const changes = [linkOf(leadOf('south'), deviceOf('south')), '/v1/leads/no-such-lead/visitors/none'];
    const routes = [...reads.map((path) => ({ method: 'GET', path })), ...changes.map((path) => ({ method: 'DELETE', path }))];
    const tokens = Object.entries(await badTokens(runtime, dataDir, 'admin@example.com'));

    const answers = await inParallel(
      routes.flatMap((route) => tokens.map(([name, token]) => ({ ...route, name, token }))),
      8,
      async ({ method, path, name, token }) => {
        asked += 1;
        const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
        const answer = await runtime.request(path, { method, headers });
        return { name: `${method} ${path} with ${name}`, answer };
      },
    );

    expect(answers.filter(({ answer }) => answer.status !== 401).map(({ name, answer }) => `${name}: ${answer.status}`)).toEqual([]);
    for (const { name, answer } of answers) expectNothingOfAPerson(answer, name);
  });

  it('tries scoring rules on past leads for admins and marketers alone, and names no person in it', async () => {
    const ask = async (user: string | null, headers: Record<string, string> = {}) => {
      asked += 1;
      const authorization = user === null ? {} : { authorization: `Bearer ${await runtime.token(user)}` };
      return runtime.request('/v1/scoring/backtest', { method: 'POST', body: '{}', headers: { ...authorization, ...headers } });
    };
    const bad = Object.entries(await badTokens(runtime, dataDir, 'admin@example.com'));
    const callers = ['admin@example.com', 'marketer@example.com', managerOfSouth, addressOf(leadOf('south')), 'nobody@example.com'];

    const refused = await inParallel(bad, 8, async ([name, token]) => ({
      name,
      answer: await ask(null, token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }));
    const answers = await inParallel(callers, 2, (user) => ask(user));

    expect(refused.filter(({ answer }) => answer.status !== 401).map(({ name }) => name)).toEqual([]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 404, 404]);
    expect(answers.map(({ body }) => body.leads)).toEqual([3, 3, undefined, undefined, undefined]);
    for (const [index, answer] of answers.entries()) expectNothingOfAPerson(answer, `back-test by ${callers[index]}`);
  });

  it('shows and takes each kind of configuration to and from the roles that it is for', async () => {
    const callers = ['admin@example.com', 'marketer@example.com', managerOfSouth, addressOf(leadOf('south')), 'nobody@example.com'];
    const ask = async (method: 'GET' | 'PUT', path: string, headers: Record<string, string>) => {
      asked += 1;
      return runtime.request(path, { method, headers, ...(method === 'PUT' ? { body: '{"documents":[]}' } : {}) });
    };
    const asUser = async (method: 'GET' | 'PUT', path: string) =>
      (await inParallel(callers, 2, async (user) => ask(method, path, { authorization: `Bearer ${await runtime.token(user)}` }))).map(
        ({ status }) => status,
      );
    const bad = Object.values(await badTokens(runtime, dataDir, 'admin@example.com'));

    const refused = await inParallel(
      bad.flatMap((token) => [
        { token, method: 'GET' as const },
        { token, method: 'PUT' as const },
      ]),
      8,
      ({ token, method }) => ask(method, '/v1/config/pools', token === undefined ? {} : { authorization: `Bearer ${token}` }),
    );

    expect(refused.filter(({ status }) => status !== 401)).toEqual([]);
    // A change is taken as far as to the version that it does not name.
    expect([await asUser('GET', '/v1/config/pools'), await asUser('PUT', '/v1/config/pools')]).toEqual([
      [200, 200, 404, 404, 404],
      [428, 428, 404, 404, 404],
    ]);
    expect([await asUser('GET', '/v1/config/reps/diff'), await asUser('PUT', '/v1/config/reps')]).toEqual([
      [200, 200, 404, 404, 404],
      [428, 404, 404, 404, 404],
    ]);
    for (const kind of ['users', 'competitors']) {
      expect([await asUser('GET', `/v1/config/${kind}`), await asUser('PUT', `/v1/config/${kind}?check=true`)]).toEqual([
        [200, 404, 404, 404, 404],
        [200, 404, 404, 404, 404],
      ]);
    }
  });

  it('has nothing for a signed-in user whom the configuration does not know', async () => {
    for (const route of ['/v1/leads', ...routesOf(leadOf('south')), '/v1/forms/contact/submissions/held-back']) {
      const answer = await get(route, 'nobody@example.com');

      expect([route, answer.status]).toEqual([route, 404]);
      expectNothingOfAPerson(answer, route);
    }
  });

  it('shows each caller the leads of their role and territory, and no other', async () => {
    const [owner, stranger] = [addressOf(leadOf('south')), addressOf(leadOf('southToo'))];
    const everybody = { south: 200, southToo: 200, north: 200 };
    const expected: Record<string, Record<keyof typeof people, number>> = {
      'admin@example.com': everybody,
      'marketer@example.com': everybody,
      [managerOfSouth]: { south: 200, southToo: 200, north: 404 },
      [owner]: { south: 200, southToo: 404, north: 404 },
      [stranger]: { south: 404, southToo: 200, north: 404 },
      'tam.ho@example.com': { south: 404, southToo: 404, north: 404 },
    };
    expect(owner).not.toBe(stranger);
    const seen: typeof expected = {};

    for (const user of Object.keys(expected)) {
      for (const name of ['south', 'southToo', 'north'] as const) {
        const answers = await Promise.all(routesOf(leadOf(name)).map((route) => get(route, user)));
        const statuses = new Set(answers.map(({ status }) => status));
        expect([user, name, statuses.size]).toEqual([user, name, 1]);
        seen[user] = { south: 0, southToo: 0, north: 0, ...seen[user], [name]: [...statuses][0] };
        for (const answer of answers) if (answer.status !== 200) expectNothingOfAPerson(answer, `${name} by ${user}`);
      }
    }

    expect(seen).toEqual(expected);
  });

  it('answers for a lead that may not be seen as for one that is not there', async () => {
    const bodyOf = ({ body }: HttpAnswer) => ({ ...body, id: undefined });
    for (const route of routesOf(leadOf('north'))) {
      const hidden = await get(route, managerOfSouth);
      const missing = await get(route.replace(leadOf('north').leadId, 'L01NOSUCHLEAD').replace('nest-', 'none-'), managerOfSouth);

      expect([route, hidden.status, bodyOf(hidden)]).toEqual([route, missing.status, bodyOf(missing)]);
    }
  });

  it('lists for each caller what they may read, whatever they ask for', async () => {
    const idsFor = async (user: string, query: string): Promise<string[]> => {
      const { status, body } = await get(`/v1/leads?${query}`, user);
      expect([user, query, status]).toEqual([user, query, 200]);
      return body.items.map(({ leadId }: { leadId: string }) => leadId).sort();
    };
    const ids = (...names: (keyof typeof people)[]) => names.map((name) => leadOf(name).leadId).sort();
    const owner = addressOf(leadOf('south'));
    const strangersLead = leadOf('southToo');

    expect(await idsFor('admin@example.com', '')).toEqual(ids('south', 'southToo', 'north'));
    expect(await idsFor('marketer@example.com', '')).toEqual(ids('south', 'southToo', 'north'));
    expect(await idsFor(managerOfSouth, '')).toEqual(ids('south', 'southToo'));
    expect(await idsFor(owner, '')).toEqual(ids('south'));
    for (const query of [
      `email=${strangersLead.email}`,
      `phone=${people.southToo.phone}`,
      `q=${encodeURIComponent('chim sẻ')}`,
      `owner=${strangersLead.owner?.repId}`,
      'region=79&owner=rep-lan&createdFrom=2020-01-01T00:00:00Z',
    ]) {
      expect((await idsFor(owner, query)).filter((id) => id !== leadOf('south').leadId)).toEqual([]);
    }
    for (const query of ['region=north', 'region=01', `email=${people.north.email}`, `owner=${leadOf('north').owner?.repId}`]) {
      expect(await idsFor(managerOfSouth, query)).toEqual([]);
    }
    const cursor = (await get('/v1/leads?limit=1', 'admin@example.com')).body.nextCursor;
    const refused = await get(`/v1/leads?limit=1&cursor=${encodeURIComponent(cursor)}`, managerOfSouth);
    expect([refused.status, refused.body.errors?.map(({ path }: { path: string }) => path)]).toEqual([422, ['cursor']]);
    expectNothingOfAPerson(refused, 'the cursor of another user');
  });

  it('shows a marketer who a lead is like, and not how to reach it', async () => {
    const contactOf = (answer: HttpAnswer) =>
      [/chim\.(en|se|cu)@/, /912[ .]?700/, /Chim (Én|Sẻ|Cu)/, /[Tt]ổ chim/].filter((canary) => canary.test(answer.text));
    for (const route of ['/v1/leads', ...routesOf(leadOf('south')), '/v1/forms/contact/submissions/held-back']) {
      const answer = await get(route, 'marketer@example.com');

      expect([route, answer.status, contactOf(answer)]).toEqual([route, 200, []]);
    }
    for (const filter of [`email=${people.south.email}`, 'phone=0912700101', 'q=chim']) {
      const answer = await get(`/v1/leads?${filter}`, 'marketer@example.com');

      expect([filter, answer.status]).toEqual([filter, 422]);
      expectNothingOfAPerson(answer, filter);
    }
  });

  it('lets nobody take a device off a lead but those who work with the person, and tells the others nothing', async () => {
    const [owner, stranger] = [addressOf(leadOf('south')), addressOf(leadOf('southToo'))];
    const bodyOf = ({ body }: HttpAnswer) => ({ ...body, id: undefined });
    const missing = await unlink('/v1/leads/L01NOSUCHLEAD/visitors/none', 'admin@example.com');
    const mayNot = {
      'nobody@example.com': ['south', 'southToo', 'north'],
      'marketer@example.com': ['south', 'southToo', 'north'],
      [managerOfSouth]: ['north'],
      [owner]: ['southToo', 'north'],
      [stranger]: ['south', 'north'],
    } as const satisfies Record<string, readonly (keyof typeof people)[]>;

    for (const [user, names] of Object.entries(mayNot)) {
      for (const name of names) {
        const answer = await unlink(linkOf(leadOf(name), deviceOf(name)), user);
        expect([user, name, answer.status]).toEqual([user, name, 404]);
        if (user !== 'nobody@example.com') expect(bodyOf(answer)).toEqual(bodyOf(missing));
        expectNothingOfAPerson(answer, `${name} by ${user}`);
      }
    }
    for (const name of ['south', 'southToo', 'north'] as const) expect(await devicesOf(name)).toEqual([deviceOf(name)]);

    const may = [
      [owner, 'south'],
      [managerOfSouth, 'southToo'],
      ['admin@example.com', 'north'],
    ] as const;
    for (const [user, name] of may) {
      const link = linkOf(leadOf(name), deviceOf(name));
      const other = await unlink(linkOf(leadOf(name), 'another-device'), user);
      const answers = [await unlink(link, user), await unlink(link, user)];
      expect([user, other.status, ...answers.map(({ status }) => status)]).toEqual([user, 404, 204, 404]);
      expect(await devicesOf(name)).toEqual([]);
    }
  });

  it('keeps a post that was held back from reps and managers', async () => {
    const statusFor = async (user: string) => (await get('/v1/forms/contact/submissions/held-back', user)).status;

    expect(await statusFor('admin@example.com')).toBe(200);
    expect(await statusFor(managerOfSouth)).toBe(404);
    expect(await statusFor(addressOf(leadOf('south')))).toBe(404);
  });
});
