import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const connectors = [
  { id: 'meta', type: 'meta', name: 'Meta', settings: { pageId: '150000000000001' }, isApproved: true },
  { id: 'zalo', type: 'zalo', name: 'Zalo', settings: { appId: '360846524940903967', oaId: '388613280878808645' }, isApproved: true },
  { id: 'tiktok', type: 'tiktok', name: 'TikTok', settings: { advertiserId: '7000000000000000001' }, isApproved: true },
  { id: 'google', type: 'google-ads', name: 'Google Ads', isApproved: true },
  { id: 'landing', type: 'generic', name: 'LadiPage', isApproved: true },
] as const;
const people = 10;

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
  await publishConfig(runtime, 'connectors', connectors);
});
afterAll(() => runtime?.stop());

async function helper<Answer>(path: string, body?: object): Promise<Answer> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : { headers: { accept: 'application/json' } };
  const answer = await runtime.request(`/_local/${path}`, init);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

const admin = { user: 'admin@example.com' };

/** The lead of each delivery of a connector that was taken. */
async function leadsOf(id: string): Promise<string[]> {
  const { deliveries } = await helper<{ deliveries: { state: string; leadId: string | null }[] }>(`connectors?of=${id}`);
  return deliveries.flatMap(({ state, leadId }) => (state === 'taken' && leadId !== null ? [leadId] : []));
}

it.each(connectors)(
  'loses nobody of $id and doubles nobody, where four of ten deliveries are lost and each comes twice',
  async (connector) => {
    // Whoever hears no answer tells it again.
    const way = 'retried';
    const { posted } = await helper<{ posted: { phone: string; answers: { status: number; ms: number }[] }[] }>('connectors', {
      connector,
      way,
      count: people,
    });
    await helper('connectors', { connector, way: 'twice', count: 1 });
    await runtime.idle();

    const leads = await leadsOf(connector.id);
    expect(posted.flatMap(({ answers }) => answers.map(({ status }) => status)).every((status) => status === 200)).toBe(true);
    expect(leads).toHaveLength(people + 1);
    expect(new Set(leads).size).toBe(people + 1);
    const view = await runtime.get(`/v1/connectors/${connector.id}`, admin);
    expect(view.body).toMatchObject({ counts: { taken: people + 1, held: 0, failed: 0, refused: 0 }, isApproved: true });
    expect(view.body.samples).toHaveLength(5);
  },
);

it('finds by the look of the quarter of an hour whom Meta told nobody of, once', async () => {
  const [connector] = connectors;
  const taken = async (): Promise<number> => (await runtime.get(`/v1/connectors/${connector.id}`, admin)).body.counts.taken;
  const find = async (phone: string): Promise<unknown[]> => (await runtime.get(`/v1/leads?phone=${phone}`, admin)).body.items;
  const before = await taken();
  const { posted } = await helper<{ posted: { phone: string; isLost: boolean; answers: unknown[] }[] }>('connectors', {
    connector,
    way: 'lost',
    count: people,
  });
  await runtime.idle();
  const lost = posted.filter(({ isLost }) => isLost);
  const told = await taken();
  const knownBefore = await Promise.all(lost.map(({ phone }) => find(phone)));

  // Three looks, at each quarter of an hour.
  for (let minutes = 0; minutes < 48; minutes += 8) {
    await runtime.advance('PT8M');
    await runtime.settle();
  }

  expect([lost.length, lost.flatMap(({ answers }) => answers).length]).toEqual([4, 0]);
  expect([told - before, knownBefore.flat().length]).toEqual([people - lost.length, 0]);
  expect((await taken()) - before).toBe(people);
  const known = await Promise.all(posted.map(({ phone }) => find(phone)));
  expect(known.map(({ length }) => length)).toEqual(posted.map(() => 1));
});

it('refuses a wrong signature of each, and keeps nothing of it', async () => {
  for (const connector of connectors) {
    const before = (await leadsOf(connector.id)).length;
    const { posted } = await helper<{ posted: { answers: { status: number }[] }[] }>('connectors', {
      connector,
      way: 'wrongSignature',
      count: 1,
    });

    expect([connector.id, posted[0]?.answers[0]?.status]).toEqual([connector.id, 403]);
    await runtime.idle();
    expect(await leadsOf(connector.id)).toHaveLength(before);
  }
});

it('lets a connector that is new in by its preview and its approval', async () => {
  const fresh = { id: 'moi', type: 'generic', name: 'Trang mới' } as const;
  await publishConfig(runtime, 'connectors', [...connectors, fresh]);
  await helper('connectors', { connector: fresh, way: 'once', count: 3 });
  await runtime.idle();
  expect(await leadsOf(fresh.id)).toEqual([]);
  const ask = async (path: string, body: object, ifMatch = '"0"') =>
    runtime.request(`/v1/connectors/moi/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${await runtime.token(admin.user)}`, 'if-match': ifMatch },
    });
  const seen = await runtime.get('/v1/connectors/moi', admin);

  const preview = await ask('preview', { mapping: { ho_ten: 'fullName' } });
  const stale = await ask('approve', {}, '"1"');
  const approved = await ask('approve', { mapping: { ho_ten: 'fullName' } }, seen.headers.get('etag') ?? '');
  await runtime.advance('PT1M');
  await runtime.idle();

  expect([preview.status, stale.status, approved.status]).toEqual([200, 412, 200]);
  expect(preview.body.samples.map(({ action }: { action: string }) => action)).toEqual(['create', 'create', 'create']);
  expect(await leadsOf(fresh.id)).toHaveLength(3);
});
