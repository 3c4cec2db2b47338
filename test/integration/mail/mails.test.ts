import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

describe('mails of the running product', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

  it('leave no dead letter when SES tries the topic of its events in its own words', async () => {
    await runtime.settle();

    const dead = (await runtime.queues()).filter(({ isDeadLetterQueue }) => isDeadLetterQueue);
    const said = (await runtime.messages()).map(({ body }) => body);
    const taken = (await runtime.invocations()).filter(({ functionName }) => functionName.endsWith('record-mail-feedback'));
    expect(said).toEqual([expect.stringMatching(/^Successfully validated SNS topic/)]);
    expect(dead.filter(({ visible }) => visible > 0)).toEqual([]);
    expect(taken).toHaveLength(1);
  });

  it('to an address that came with a known number say what they say with an unknown one', async () => {
    const victim = { fullName: 'Nguyễn Thị Hường', phone: '0987 100 001', company: 'Sông Thu', province: 'TP.HCM', product: 'erp' };
    await runtime.post('contact', { submissionId: 'victim', fields: victim, context: { locale: 'vi' } });
    await runtime.idle();
    const guesses = [
      ['named', { fullName: victim.fullName, message: 'Cho xin giá' }],
      ['nameless', {}],
    ] as const;

    for (const [name, fields] of guesses) {
      for (const [which, phone] of [
        ['known', victim.phone],
        ['other', '0987 100 002'],
      ] as const) {
        const submissionId = `${name}-${which}`;
        const typed = { ...fields, phone, email: `${submissionId}@guess.example` };
        await runtime.post('contact', { submissionId, fields: typed, context: { locale: 'en' } });
        await runtime.idle();
      }
    }
    // Two days, and whatever of the night is left.
    for (const step of ['P2D', 'PT8H', 'PT8H']) {
      await runtime.advance(step);
      await runtime.settle();
    }

    for (const [name] of guesses) {
      const [known, other] = await Promise.all(['known', 'other'].map((which) => withoutIds(`${name}-${which}`)));
      expect(known?.map(({ kind }) => kind)).toEqual(['welcome', 'followUp']);
      expect(known).toEqual(other);
      expect(JSON.stringify(known)).not.toMatch(/Sông Thu|\berp\b|ERP/);
    }
  });

  /** All that reaches the reader of mails to the address of a post, with what has to differ put in words. */
  async function withoutIds(submissionId: string) {
    const mails = await runtime.mails(`${submissionId}@guess.example`);
    return mails.map(({ tags, from, to, cc, bcc, replyTo, subject, html, text, headers }) => {
      const mime = JSON.stringify({ from, to, cc, bcc, replyTo, subject, html, text, headers });
      const normalised = mime
        .replaceAll(submissionId, 'SUBMISSION')
        .replaceAll(/0?987 ?100 ?00[12]/g, 'NUMBER')
        .replaceAll(/pheu=L[0-9A-Z]{26}\.[0-9a-z]+\.[\w-]{24}/g, 'TOKEN');
      return { kind: tags.kind, mime: normalised };
    });
  }
});
