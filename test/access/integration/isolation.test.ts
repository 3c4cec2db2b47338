import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Lead } from '../../../shared/leads/index.ts';
import { inParallel, report } from '../../support/proof.ts';
import { type HttpAnswer, type Runtime, startRuntime } from '../../support/runtime.ts';
import { deviceOf, leaderOfSouth, managerOfSouth, type Name, ownerOf, people, personIn, settle } from './nests.ts';

/** What a lead, and the post that made it, can be asked by. */
function recordOf({ leadId, source: { first } }: Lead): string[] {
  const record = `/v1/leads/${leadId}`;
  return [record, `${record}/timeline`, `${record}/decisions`, `/v1/forms/${first.sourceId}/submissions/${first.submissionId}`];
}

function expectNothingOfAPerson(answer: HttpAnswer, asked: string): void {
  expect({ asked, found: personIn(answer) }).toEqual({ asked, found: [] });
}

describe('invariant 8: nobody reads a lead outside their role and territory', () => {
  let runtime: Runtime;
  let leadOf: (name: Name) => Lead;
  let asked = 0;

  const get = (path: string, user: string): Promise<HttpAnswer> => {
    asked += 1;
    return runtime.get(path, { user });
  };

  beforeAll(async () => {
    runtime = await startRuntime();
    leadOf = await settle(runtime);
  });
  afterAll(async () => {
    await runtime?.stop();
    report('isolation', { requests: asked });
  });

  it('shows and takes each kind of configuration to and from the roles that it is for', async () => {
    const callers = ['admin@example.com', 'marketer@example.com', managerOfSouth, leaderOfSouth, ownerOf(leadOf('south'))];
    const asUser = (method: 'GET' | 'PUT', path: string) =>
      inParallel(callers, 2, async (user) => {
        asked += 1;
        const headers = { authorization: `Bearer ${await runtime.token(user)}` };
        return (await runtime.request(path, { method, headers, ...(method === 'PUT' ? { body: '{"documents":[]}' } : {}) })).status;
      });

    // A change is taken as far as to the version that it does not name.
    expect([await asUser('GET', '/v1/config/reps'), await asUser('PUT', '/v1/config/reps')]).toEqual([
      [200, 200, 404, 404, 404],
      [428, 404, 404, 404, 404],
    ]);
    for (const kind of ['users', 'competitors']) {
      for (const path of [`/v1/config/${kind}`, `/v1/config/${kind}/diff`]) {
        expect([path, await asUser('GET', path)]).toEqual([path, [200, 404, 404, 404, 404]]);
      }
      expect([kind, await asUser('PUT', `/v1/config/${kind}?check=true`)]).toEqual([kind, [200, 404, 404, 404, 404]]);
    }
  });

  it('lists for each caller what they may read, whatever they ask for', async () => {
    const idsFor = async (user: string, query: string): Promise<string[]> => {
      const { status, body } = await get(`/v1/leads?${query}`, user);
      expect([user, query, status]).toEqual([user, query, 200]);
      return body.items.map(({ leadId }: { leadId: string }) => leadId).sort();
    };
    const ids = (...names: Name[]) => names.map((name) => leadOf(name).leadId).sort();
    const owner = ownerOf(leadOf('south'));
    const strangersLead = leadOf('southToo');

    expect(await idsFor('admin@example.com', '')).toEqual(ids('south', 'southToo', 'north'));
    expect(await idsFor('marketer@example.com', '')).toEqual(ids('south', 'southToo', 'north'));
    expect(await idsFor(managerOfSouth, '')).toEqual(ids('south', 'southToo'));
    expect(await idsFor(leaderOfSouth, '')).toEqual(ids('south', 'southToo'));
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
      expect([await idsFor(managerOfSouth, query), await idsFor(leaderOfSouth, query)]).toEqual([[], []]);
    }
    const cursor = (await get('/v1/leads?limit=1', 'admin@example.com')).body.nextCursor;
    const refused = await get(`/v1/leads?limit=1&cursor=${encodeURIComponent(cursor)}`, managerOfSouth);
    expect([refused.status, refused.body.errors?.map(({ path }: { path: string }) => path)]).toEqual([422, ['cursor']]);
    expectNothingOfAPerson(refused, 'the cursor of another user');
  });

  it('shows a marketer who a lead is like, and not how to reach it', async () => {
    const contactOf = (answer: HttpAnswer) =>
      [/chim\.(en|se|cu)@/, /912[ .]?700/, /Chim (Én|Sẻ|Cu)/, /[Tt]ổ chim/].filter((canary) => canary.test(answer.text));
    for (const route of ['/v1/leads', ...recordOf(leadOf('south')), '/v1/forms/contact/submissions/held-back']) {
      const answer = await get(route, 'marketer@example.com');

      expect([route, answer.status, contactOf(answer)]).toEqual([route, 200, []]);
    }
    for (const filter of [`email=${people.south.email}`, 'phone=0912700101', 'q=chim']) {
      const answer = await get(`/v1/leads?${filter}`, 'marketer@example.com');

      expect([filter, answer.status]).toEqual([filter, 422]);
      expectNothingOfAPerson(answer, filter);
    }
  });

  it('takes a device off a lead for those alone who work with the person', async () => {
    const unlink = async (user: string, visitorId: string, key: Record<string, string> = {}): Promise<number> => {
      asked += 1;
      const headers = { authorization: `Bearer ${await runtime.token(user)}`, ...key };
      return (await runtime.request(`/v1/leads/${leadOf('south').leadId}/visitors/${visitorId}`, { method: 'DELETE', headers })).status;
    };
    const devices = async (): Promise<string[]> =>
      (await get(`/v1/leads/${leadOf('south').leadId}`, 'admin@example.com')).body.visitors.map(
        ({ visitorId }: { visitorId: string }) => visitorId,
      );
    const [owner, stranger] = [ownerOf(leadOf('south')), ownerOf(leadOf('southToo'))];
    expect(owner).not.toBe(stranger);

    const refused = await inParallel([stranger, 'marketer@example.com', 'nobody@example.com'], 3, (user) =>
      unlink(user, deviceOf('south')),
    );
    const stays = await devices();
    const key = { 'idempotency-key': 'not her telephone' };
    const tries = [() => unlink(owner, 'another-device'), () => unlink(owner, deviceOf('south'), key)];
    const repeats = [() => unlink(owner, deviceOf('south'), key), () => unlink(owner, deviceOf('south'))];
    const allowed = await inParallel([...tries, ...repeats], 1, (attempt) => attempt());

    expect([refused, stays]).toEqual([[404, 404, 404], [deviceOf('south')]]);
    expect([allowed, await devices()]).toEqual([[404, 204, 204, 404], []]);
  });

  it('keeps a post that was held back from reps, leaders and managers', async () => {
    const statusFor = async (user: string) => (await get('/v1/forms/contact/submissions/held-back', user)).status;

    expect(await statusFor('admin@example.com')).toBe(200);
    expect(await statusFor(managerOfSouth)).toBe(404);
    expect(await statusFor(leaderOfSouth)).toBe(404);
    expect(await statusFor(ownerOf(leadOf('south')))).toBe(404);
  });
});
