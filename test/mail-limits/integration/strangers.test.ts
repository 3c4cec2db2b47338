import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publishMailLimits } from '../../support/mail-limits.ts';
import { enlargePools } from '../../support/many-reps.ts';
import { person } from '../../support/people.ts';
import { inParallel, report, size } from '../../support/proof.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';
import { tableFacts } from '../../support/table-facts.ts';

const posts = size(24, 1_000);
const perTenMinutes = size(5, 100);
const windowMs = 600_000;
const user = 'admin@example.com';

/** Who makes the company write to strangers: each post another person, another address and another network. */
async function postAsStrangers(runtime: Runtime): Promise<void> {
  const answers = await inParallel(Array.from({ length: posts }), 20, (_, index) => {
    const fields = { ...person(index), email: `nguoi.la.${index}@mail${index % 40}.vn`, province: 'Hồ Chí Minh' };
    return runtime.post('contact', { fields, consent: { contact: true } }, { ip: `10.${30 + (index >> 8)}.${index % 256}.7` });
  });
  expect(answers.every(({ status }) => status === 202)).toBe(true);
  await runtime.idle();
}

describe('posts of as many strangers, each from a network of their own', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime({ isOwn: true });
    // Each hears of eight leads at most, one by one.
    await enlargePools(runtime, Math.ceil(posts / 8));
    await publishMailLimits(runtime, { perTenMinutes, perDay: 10 * perTenMinutes, perDomainAndDay: 50 });
    // The next ten minutes begin, so that none end while posts are on their way.
    const leftMs = windowMs - (Date.parse(runtime.ago(0)) % windowMs);
    await runtime.advance(`PT${Math.ceil(leftMs / 1_000)}S`);
  });
  afterAll(() => runtime?.stop());

  it('send as many mails as the budget has; all leads are there and assigned, all reps are told, and records say why', async () => {
    await postAsStrangers(runtime);

    const { leads } = await tableFacts(runtime);
    const mails = await runtime.mails();
    const welcomed = new Set(mails.flatMap(({ to }) => to).filter((address) => address.startsWith('nguoi.la.')));
    const unwelcomed = leads.filter(({ email }) => !welcomed.has(email ?? ''));
    const reasons = await inParallel(unwelcomed, 10, async ({ leadId }) => {
      const { body } = await runtime.get(`/v1/leads/${leadId}/timeline`, { user });
      return body.items
        .filter(({ type }: { type: string }) => type === 'mail.failed')
        .map(({ data }: { data: { reason: string } }) => data.reason);
    });
    expect(welcomed.size).toBe(perTenMinutes);
    expect(leads).toHaveLength(posts);
    expect(leads.every(({ owner }) => owner !== null)).toBe(true);
    expect(mails.filter(({ subject }) => subject.startsWith('Lead mới'))).toHaveLength(posts);
    expect(reasons).toEqual(unwelcomed.map(() => ['budgetSpent']));
    const rings = (await runtime.logs()).filter(({ text }) => text.includes('mails to strangers are held back'));
    expect(rings).toHaveLength(1);
    report('strangers', { posts, mails: welcomed.size, 'held back': unwelcomed.length });
  });
});
