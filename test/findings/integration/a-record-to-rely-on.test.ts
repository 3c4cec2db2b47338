import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

const admin = { user: 'admin@example.com' };
const phone = '0912345678';

describe('what a rep is told of a record', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  /** Posts a person, and says what is found of their record once nothing is under way any more. */
  async function found(submissionId: string, fields: Record<string, string>): Promise<string[]> {
    await runtime.post('contact', { submissionId, fields });
    await runtime.idle();
    const { outcome } = (await runtime.get(`/v1/forms/contact/submissions/${submissionId}`, admin)).body;
    const { findings } = (await runtime.get(`/v1/leads/${outcome.leadId}`, admin)).body;
    return findings.map(({ code, reason, meant }: Record<string, string | null>) => [code, reason ?? meant].filter(Boolean).join(' '));
  }
  const whole = { fullName: 'Nguyễn Thị Hường', province: 'Hà Nội', product: 'pos' };

  it('is what name servers say of its domain, which everybody there shares, and nothing that keeps a lead from being taken in', async () => {
    expect(await found('good', { ...whole, email: 'huong@songthu.vn', phone })).toEqual([]);
    expect(await found('gone', { ...whole, email: 'hoa@songthu.invalid', phone: '0912345679' })).toEqual(['emailNoServers noSuchDomain']);
    expect(await found('closed', { ...whole, email: 'nam@refuses-mail.songthu.vn', phone: '0912345680' })).toEqual([
      'emailNoServers refusesMail',
    ]);
    expect(await found('slip', { fullName: 'Anh Thư', email: 'thu@gmial.com', phone: '1800 1234' })).toEqual([
      'phoneInvalid tollFree',
      'emailSlip gmail.com',
      'nameInPart',
      'missing',
      'missing',
    ]);
    expect((await runtime.queues()).filter(({ isDeadLetterQueue, visible }) => isDeadLetterQueue && visible > 0)).toEqual([]);
  });

  it('is looked at anew month by month, once it is stale', async () => {
    const asked = async () => (await runtime.messages('pheu-dev-work')).filter(({ body }) => body.includes('"lookAtMailDomain"')).length;
    const before = await asked();

    for (let month = 0; month < 5; month += 1) await runtime.advance('P31D');
    await runtime.idle();
    const early = await asked();
    for (let month = 0; month < 3; month += 1) await runtime.advance('P31D');
    await runtime.idle();

    expect(early).toBe(before);
    expect(await asked()).toBeGreaterThan(before);
  });
});
