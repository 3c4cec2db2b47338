import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const consentVersion = 'quang-cao-2027';
const told = { consentVersions: [consentVersion] };
const agreed = { isApproved: true, hasTrackingConsent: true, consentVersion } as const;
const meta = {
  ...{ id: 'meta', type: 'meta', name: 'Meta', settings: { pageId: '150000000000001' }, ...agreed },
  conversions: { account: '1234567890123456', stages: { lead: 'Lead', mql: 'MQL', sql: 'SQL' }, ...told },
} as const;
const google = {
  ...{ id: 'google', type: 'google-ads', name: 'Google Ads', ...agreed },
  conversions: { account: '1112223334', clientId: 'client', stages: { lead: '101', sql: '103' }, ...told },
} as const;
const silent = { id: 'im-lang', type: 'meta', name: 'Meta khác', settings: { pageId: '150000000000002' }, ...agreed } as const;

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
  await publishConfig(runtime, 'connectors', [meta, google, silent]);
});
afterAll(() => runtime?.stop());

const admin = { user: 'admin@example.com' };

async function helper<Answer>(path: string, body?: object): Promise<Answer> {
  const init = body ? { method: 'POST', body: JSON.stringify(body) } : { headers: { accept: 'application/json' } };
  const answer = await runtime.request(`/_local/${path}`, init);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

interface Shown {
  readonly deliveries: { readonly leadId: string | null }[];
  readonly told: Record<string, unknown>[];
}
const shown = (id: string): Promise<Shown> => helper<Shown>(`connectors?of=${id}`);
const rows = async (id: string, state: string): Promise<Record<string, unknown>[]> =>
  (await runtime.get(`/v1/connectors/${id}/conversions?state=${state}`, admin)).body.conversions;

/** What is noted within a minute goes together. */
async function aMinuteLater(): Promise<void> {
  await runtime.idle();
  await runtime.advance('PT70S');
  await runtime.settle();
}

async function toStage(leadId: string, stage: string): Promise<void> {
  const answer = await runtime.request(`/v1/leads/${leadId}/stage`, {
    method: 'POST',
    body: JSON.stringify({ stage, reason: 'spoke' }),
    headers: { authorization: `Bearer ${await runtime.token(admin.user)}` },
  });
  if (answer.status !== 200) throw new Error(answer.text);
}

it('tells each platform of the stages of its own leads, once, and of nobody whom a silent connector brought', async () => {
  for (const connector of [meta, google, silent]) await helper('connectors', { connector, way: 'twice', count: 2 });
  await aMinuteLater();
  const leads = await Promise.all(
    [meta, google, silent].map(async ({ id }) => (await shown(id)).deliveries.flatMap(({ leadId }) => leadId ?? [])),
  );
  for (const leadId of leads.flat()) await toStage(leadId, 'sql');
  await aMinuteLater();

  const { told: events } = await shown('meta');

  const names = events.map(({ event_name: name, destinationReferences }) => name ?? String(destinationReferences)).toSorted();
  expect(leads.map(({ length }) => length)).toEqual([2, 2, 2]);
  expect(names).toEqual(['Lead', 'Lead', 'MQL', 'MQL', 'SQL', 'SQL', 'lead', 'lead', 'sql', 'sql']);
  expect((await rows('meta', 'ended')).map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'told'));
  expect((await rows('google', 'ended')).map(({ state }) => state)).toEqual(Array.from({ length: 4 }, () => 'told'));
  expect([await rows('meta', 'open'), await rows('im-lang', 'ended')]).toEqual([[], []]);
});

it('shows why something waits while a platform refuses, and tells it afterwards', async () => {
  await helper('connectors', { fate: 'tokenRefused' });
  await helper('connectors', { connector: google, way: 'once', count: 1 });
  await aMinuteLater();
  const waiting = await rows('google', 'open');
  await helper('connectors', { fate: 'answers' });

  await runtime.advance('PT61M');
  await runtime.settle();
  await aMinuteLater();

  expect(waiting).toMatchObject([{ stage: 'lead', state: 'waiting' }]);
  expect(await rows('google', 'open')).toEqual([]);
  expect(await rows('google', 'ended')).toHaveLength(5);
});
