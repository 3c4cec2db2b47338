import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = { user: 'admin@example.com' };
const email = 'huong@subscribe.example';

describe('advertising mails that a post asks for', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  const person = async () => (await runtime.get(`/v1/leads?email=${encodeURIComponent(email)}`, admin)).body.items[0];
  const newsletter = async () => (await person()).consent.newsletter;
  const told = async () => {
    const lead = await person();
    const { items } = (await runtime.get(`/v1/leads/${lead.leadId}/timeline`, admin)).body;
    return items.flatMap(({ type, data }: { type: string; data: unknown }) => (type === 'lead.consent_changed' ? [data] : []));
  };

  it('are confirmed by the button of a mail to that address, once, and by nothing that only looks', async () => {
    const fields = { fullName: 'Nguyễn Thị Hường', email };
    await runtime.post('contact', { submissionId: 'asks', fields, consent: { newsletter: true }, context: { locale: 'vi' } });
    await runtime.idle();
    const [link = ''] = (await runtime.mails(email)).flatMap(({ text }) => /\/v1\/subscribe\/[\w.-]+/.exec(text ?? '')?.[0] ?? []);

    for (const method of ['GET', 'HEAD', 'OPTIONS']) await runtime.request(link, { method });
    const before = await told();
    const ticked = await newsletter();
    const pressed = [];
    for (let press = 0; press < 2; press += 1) {
      const { status, text } = await runtime.request(link, { method: 'POST' });
      pressed.push([status, text.includes('Cảm ơn')]);
    }

    expect(before).toEqual([]);
    expect(ticked).not.toHaveProperty('confirmedAt');
    expect(await newsletter()).toEqual({ ...ticked, confirmedAt: expect.any(String) });
    expect(pressed).toEqual([
      [200, true],
      [200, true],
    ]);
    expect(await told()).toEqual([{ purpose: 'newsletter', change: 'confirmed', topics: expect.arrayContaining(['uu-dai']), until: null }]);
  });

  it('are not touched by a link that nobody signed', async () => {
    for (const page of ['subscribe', 'unsubscribe', 'preferences']) {
      const { status } = await runtime.request(`/v1/${page}/tq4c2t.L1.x.vi.q0Jm5o1r2s3t4u5v6w7x8y9z`, { method: 'POST' });
      expect(status).toBe(404);
    }
  });
});
