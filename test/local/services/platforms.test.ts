import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type LocalPlatforms, openPlatforms } from '../../../local/played/platforms/index.ts';

let platforms: LocalPlatforms;
let now = Date.parse('2026-11-28T10:00:00.000Z');
beforeEach(async () => {
  platforms = await openPlatforms({ now: () => now });
});
afterEach(() => platforms.close());

const ask = async (path: string, headers: Record<string, string> = {}, body?: string) => {
  const answer = await fetch(`${platforms.url}${path}`, { headers, ...(body !== undefined && { method: 'POST', body }) });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
};

describe('Graph, played on this machine', () => {
  const token = { authorization: 'Bearer page-token' };
  const lead = { id: '1', formId: '2', pageId: '3', answers: { phone_number: ['0912345678'] }, boxes: { news: false } };

  it('shows a lead, its form and the leads of a form since a moment', async () => {
    platforms.graph.add(lead);
    const since = (ms: number) => encodeURIComponent(`[{"field":"time_created","operator":"GREATER_THAN","value":${ms / 1000}}]`);

    expect(await ask('/v24.0/1?fields=id', token)).toMatchObject({ status: 200, body: { created_time: '2026-11-28T10:00:00+0000' } });
    expect((await ask('/v24.0/3/leadgen_forms', token)).body.data).toEqual([{ id: '2' }]);
    expect((await ask(`/v24.0/2/leads?filtering=${since(now - 1000)}`, token)).body.data).toHaveLength(1);
    expect((await ask(`/v24.0/2/leads?filtering=${since(now)}`, token)).body.data).toEqual([]);
  });

  it('gives pages with cursors, and a next one while there is more', async () => {
    for (const id of ['1', '2', '3']) platforms.graph.add({ ...lead, id });

    const first = (await ask('/v24.0/2/leads?limit=2', token)).body;
    const second = (await ask(`/v24.0/2/leads?limit=2&after=${first.paging.cursors.after}`, token)).body;

    expect([first.data.length, second.data.length, second.paging.next]).toEqual([2, 1, undefined]);
  });

  it.each([
    ['away', 500, 2],
    ['tooMany', 400, 4],
    ['tokenRefused', 400, 190],
  ] as const)('refuses as it does when it is %s', async (fate, status, code) => {
    platforms.graph.setFate(fate);

    expect(await ask('/v24.0/1', token)).toMatchObject({ status, body: { error: { code } } });
  });

  it('refuses whoever has no token, and knows no other lead', async () => {
    expect(await ask('/v24.0/1')).toMatchObject({ status: 400, body: { error: { code: 104 } } });
    expect(await ask('/v24.0/9', token)).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });
  });
});

describe('Zalo, played on this machine', () => {
  const refresh = (token: string) =>
    ask(
      '/v4/oa/access_token',
      { secret_key: 's', 'content-type': 'application/x-www-form-urlencoded' },
      `grant_type=refresh_token&app_id=1&refresh_token=${token}`,
    );

  it('takes a refresh token once', async () => {
    const token = platforms.zalo.authorise();

    const first = await refresh(token);

    expect(first.body).toMatchObject({ access_token: expect.any(String), refresh_token: expect.any(String), expires_in: '90000' });
    expect((await refresh(token)).body).toMatchObject({ error: -14014 });
    expect((await refresh(first.body.refresh_token)).body).toMatchObject({ access_token: expect.any(String) });
  });

  it('answers whoever has an access token, for 25 hours', async () => {
    platforms.zalo.add({ id: '7', name: 'Mai', shared: null });
    const { access_token } = (await refresh(platforms.zalo.authorise())).body;
    const list = () => ask(`/v3.0/oa/user/getlist?data=${encodeURIComponent('{"offset":0,"count":50}')}`, { access_token });

    expect((await list()).body).toMatchObject({ error: 0, data: { total: 1, users: [{ user_id: '7' }] } });
    now += 25 * 3_600_000;
    expect((await list()).body).toMatchObject({ error: -216 });
  });
});

describe('TikTok, played on this machine', () => {
  it('answers with the status 200 whatever it says', async () => {
    platforms.tikTok.add({ id: '1', pageId: '2', answers: { Name: 'An' } });
    const path = '/open_api/v1.3/lead/get/?advertiser_id=7&page_id=2&lead_id=';

    expect(await ask(`${path}1`, { 'access-token': 't' })).toMatchObject({
      status: 200,
      body: { code: 0, data: { lead_data: { Name: 'An' } } },
    });
    expect(await ask(`${path}9`, { 'access-token': 't' })).toMatchObject({ status: 200, body: { code: 40002 } });
    expect(await ask(`${path}1`)).toMatchObject({ status: 200, body: { code: 40104 } });
  });
});
