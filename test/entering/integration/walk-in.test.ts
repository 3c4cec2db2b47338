import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = 'admin@example.com';
const leader = 'leader.south@example.com';

let runtime: Runtime;
beforeAll(async () => {
  runtime = await startRuntime({ isOwn: true });
});
afterAll(() => runtime?.stop());

async function ask(user: string, method: string, path: string, body?: unknown, more: Record<string, string> = {}) {
  const headers = { authorization: `Bearer ${await runtime.token(user)}`, ...more };
  const { status, body: answer } = await runtime.request(path, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status, body: answer };
}

/** Until all is quiet, at an hour at which people are told at once. */
async function settle(): Promise<void> {
  await runtime.idle();
  await runtime.advance('PT2M');
  await runtime.idle();
}

async function toTenInTheMorning(): Promise<void> {
  const { body } = await runtime.get('/_local/clock');
  const now = new Date(body.now);
  const tenInHanoi = new Date(now);
  tenInHanoi.setUTCHours(3, 0, 0, 0);
  if (tenInHanoi <= now) tenInHanoi.setUTCDate(tenInHanoi.getUTCDate() + 1);
  while ([0, 6].includes(tenInHanoi.getUTCDay())) tenInHanoi.setUTCDate(tenInHanoi.getUTCDate() + 1);
  await runtime.advance(`PT${Math.round((tenInHanoi.getTime() - now.getTime()) / 1_000)}S`);
  await runtime.idle();
}

const mailsTo = async (to: string, kind: string) => (await runtime.mails(to)).filter(({ tags }) => tags.kind === kind);

it('tells the story of a person who walks in and turns out to be known', async () => {
  await toTenInTheMorning();

  // Minh wrote to us by the form on the website, and a rep of the south has him.
  const fields = { fullName: 'Đỗ Quang Minh', email: 'minh@walkin.example', phone: '0912345720', province: 'TP.HCM' };
  await runtime.post('contact', { submissionId: 'walk-in-1', fields, consent: { contact: true } });
  await settle();
  const [known] = (await ask(admin, 'GET', '/v1/leads?phone=0912345720')).body.items;
  const reps = (await ask(admin, 'GET', '/v1/config/reps')).body.documents as { id: string; email: string }[];
  const emailOf = (repId: string) => reps.find(({ id }) => id === repId)?.email ?? '';
  const owner = emailOf(known.owner.repId);
  const host = emailOf(known.owner.repId === 'rep-lan' ? 'rep-phuc' : 'rep-lan');

  // Now he stands in the shop, and another rep meets him. Is he known? The answer names whom he belongs to, and nothing of him.
  const checked = await ask(host, 'POST', '/v1/leads/check', { phone: '0912 345 720' });
  expect(checked).toMatchObject({ status: 200, body: { people: [{ isSame: true, leadId: null, owner: { repId: known.owner.repId } }] } });
  expect(JSON.stringify(checked.body)).not.toMatch(/Minh|minh@|912345720/);

  // The rep types him in all the same. It is no second record: he is linked, he stays with his rep, and nothing of him is shown.
  const typed = { fullName: 'Đỗ Quang Minh', phone: '0912 345 720', title: 'Chủ tiệm', note: 'Ghé cửa hàng, xem máy in hoá đơn' };
  const { note, ...person } = typed;
  const entered = await ask(host, 'POST', '/v1/leads', { ...person, message: note }, { 'idempotency-key': 'walk-in-of-minh' });
  expect(entered).toMatchObject({ status: 200, body: { relation: 'linked', owner: { repId: known.owner.repId } } });
  expect(JSON.stringify(entered.body)).not.toMatch(/minh@walkin/);
  await settle();
  expect((await ask(host, 'GET', `/v1/leads/${known.leadId}`)).status).toBe(404);

  // His rep is told, and sees on the record what was said in the shop and by whom.
  expect(await mailsTo(owner, 'repeatNotice')).toHaveLength(1);
  const record = await ask(owner, 'GET', `/v1/leads/${known.leadId}`);
  expect(record.body).toMatchObject({ title: 'Chủ tiệm', owner: { repId: known.owner.repId }, email: 'minh@walkin.example' });
  expect((await ask(admin, 'GET', '/v1/leads?phone=0912345720')).body.items).toHaveLength(1);

  // Whoever sends the same entry again, because the shop's network failed, changes nothing.
  const again = await ask(host, 'POST', '/v1/leads', { ...person, message: note }, { 'idempotency-key': 'walk-in-of-minh' });
  expect(again.body).toEqual(entered.body);
  await settle();
  expect(await mailsTo(owner, 'repeatNotice')).toHaveLength(1);

  // The rep asks the leader for a discount, by a note on the record.
  const written = await ask(owner, 'POST', `/v1/leads/${known.leadId}/notes`, {
    text: '@leader-south anh cho em giảm 5 % được không? Khách 0912 345 720 chờ chiều nay.',
  });
  expect(written).toMatchObject({ status: 201, body: { told: ['leader-south'] } });
  await settle();

  // The leader hears of it by a mail that quotes the question and no number, opens the record and answers beneath.
  const [mention, ...others] = await mailsTo(leader, 'mentionNotice');
  expect(others).toEqual([]);
  expect(mention?.text).toContain('giảm 5 %');
  expect(mention?.text).not.toMatch(/912.?345.?720/);
  const notes = await ask(leader, 'GET', `/v1/leads/${known.leadId}/notes`);
  expect(notes.body.items.map(({ text }: { text: string }) => text)).toEqual([expect.stringContaining('0912 345 720')]);
  const repUser = known.owner.repId.replace(/^rep-/, 'user-');
  const answered = await ask(leader, 'POST', `/v1/leads/${known.leadId}/notes`, { text: `@${repUser} được, đến hết tuần.` });
  expect(answered).toMatchObject({ status: 201, body: { told: [repUser] } });
  await settle();
  expect(await mailsTo(owner, 'mentionNotice')).toHaveLength(1);

  // Nothing failed on the way, and nobody else heard of anything.
  expect(await mailsTo(host, 'mentionNotice')).toEqual([]);
  expect((await runtime.invocations()).filter(({ error }) => error !== undefined)).toEqual([]);
  expect((await runtime.queues()).filter(({ isDeadLetterQueue, visible }) => isDeadLetterQueue && visible > 0)).toEqual([]);
});
