import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { documentsOf, publishConfig } from '../../support/publish-config.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = 'admin@example.com';
const people = Array.from({ length: 3 }, (_, index) => ({
  fullName: `Nguyễn Thị ${['Hường', 'Mai', 'Bình'][index]}`,
  email: `n${index}@floating.example`,
  phone: `091234571${index}`,
  province: 'TP.HCM',
}));

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
  const pools = await documentsOf(runtime, 'pools');
  const floating = { after: { daysWithoutTouch: 14, outcomes: ['busy'], departure: true } };
  await publishConfig(
    runtime,
    'pools',
    pools.map((pool) => (pool.id === 'south' ? { ...pool, floating } : pool)),
  );
});
afterAll(() => runtime?.stop());

async function ask(method: string, path: string, body?: unknown, user = admin) {
  const headers = { authorization: `Bearer ${await runtime.token(user)}` };
  const answer = await runtime.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

async function post(person: (typeof people)[number]) {
  await runtime.post('contact', { submissionId: `floating-${person.phone}`, fields: person, consent: { contact: true } });
  await runtime.idle();
  const [{ leadId, owner }] = (await ask('GET', `/v1/leads?email=${person.email}`)).items;
  const users = (await ask('GET', '/v1/config/users')).documents;
  const { email } = users.find(({ repId }: { repId?: string }) => repId === owner.repId) ?? {};
  return { path: `/v1/leads/${leadId}`, repId: String(owner.repId), email: String(email) };
}

async function pass(...durations: readonly string[]): Promise<void> {
  for (const duration of durations) {
    await runtime.advance(duration);
    await runtime.idle();
  }
}

const stateOf = async ({ path }: { readonly path: string }): Promise<string> => (await ask('GET', path)).assignment.state;
const released = async (email: string): Promise<string[]> => {
  const told = (await runtime.mails(email)).filter(({ subject }) => subject.includes('kho chung'));
  return told.map(({ text = '' }) => text);
};

it('lets leads float after a call, when their rep leaves and when nobody touches them, and tells whoever is there', async () => {
  const found = [];
  for (const person of people) found.push(await post(person));
  const [called, left, old] = found;
  if (!called || !left || !old) throw new Error('nobody posted');

  for (let calls = 0, following = ''; following !== 'float' && calls < 9; calls += 1) {
    ({ following } = await ask('POST', `${called.path}/calls`, { outcome: 'busy' }, called.email));
    await pass('PT1M');
  }
  await pass('PT10M');
  const afterCall = await Promise.all(found.map(stateOf));
  const reps = await documentsOf(runtime, 'reps');
  await publishConfig(
    runtime,
    'reps',
    reps.map((rep) => (rep.id === left.repId ? { ...rep, active: false } : rep)),
  );
  await pass('PT1M');
  const stillTheirs = await stateOf(left);
  await pass('PT61M', 'PT2M');
  const afterLeaving = await Promise.all(found.map(stateOf));
  await pass(...Array<string>(16).fill('P1D'));

  expect(stillTheirs).toBe('owned');
  expect([afterCall, afterLeaving, await Promise.all(found.map(stateOf))]).toEqual([
    ['floating', 'owned', 'owned'],
    ['floating', 'floating', 'owned'],
    ['floating', 'floating', 'floating'],
  ]);
  expect(await released(called.email)).toEqual([expect.stringContaining('Nguyễn Thị Hường: cuộc gọi kết thúc “Máy bận”')]);
  expect(await released(left.email)).toEqual([]);
  expect(await released(old.email)).toEqual([expect.stringContaining('Nguyễn Thị Bình: 14 ngày chưa ai liên hệ')]);
  const failed = (await runtime.invocations()).filter(({ error }) => error !== undefined);
  expect(failed).toEqual([]);
  expect((await runtime.queues()).filter(({ isDeadLetterQueue, visible }) => isDeadLetterQueue && visible > 0)).toEqual([]);
});
