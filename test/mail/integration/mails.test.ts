import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runTool } from '../../support/run-tool.ts';
import { type Runtime, startRuntime } from '../../support/runtime.ts';

describe('mails of the running product', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startRuntime();
  });
  afterAll(() => runtime?.stop());

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

  it('go over a configuration set for each audience, whose events come back over one topic', async () => {
    await runtime.post('contact', {
      submissionId: 'both',
      fields: { email: 'both@guess.example', fullName: 'Lê Thu', phone: '0987 100 003' },
    });
    await runtime.idle();
    const { outcome } = (await runtime.get('/v1/forms/contact/submissions/both', { user: 'admin@example.com' })).body;

    const mails = (await runtime.mails()).filter(({ tags }) => tags.leadId === outcome.leadId);
    const heard = (await runtime.messages())
      .filter(({ queue }) => queue.endsWith('mail-feedback'))
      .map(({ body }) => /"ses:configuration-set":\["([^"]+)"\]/.exec(body)?.[1]);

    const setOf = Object.fromEntries(mails.map(({ tags, configurationSet }) => [tags.kind, configurationSet]));
    expect(setOf.welcome).toMatch(/^pheu-[a-z]+$/);
    expect(setOf.assignedNotice).toBe(`${setOf.welcome}-notices`);
    expect(heard).toEqual(expect.arrayContaining(Object.values(setOf)));
  });

  it('to a rep that failed go out once when ops ask for them again', async () => {
    const from = runtime.ago(60);
    const fields = { fullName: 'Trần Văn Nam', phone: '0987 100 009' };
    await runtime.post('contact', { submissionId: 'untold', fields });
    await runtime.idle();
    const { outcome } = (await runtime.get('/v1/forms/contact/submissions/untold', { user: 'admin@example.com' })).body;
    const told = async () => (await runtime.mails()).filter(({ tags }) => tags.leadId === outcome.leadId && tags.kind === 'assignedNotice');
    const mailId = (await told())[0]?.headers['X-Pheu-Mail-Id']?.slice(1).split(`.${outcome.leadId}@`)[0];
    await runtime.aws.document.send(
      new UpdateCommand({
        TableName: runtime.tableName,
        Key: { pk: `LEAD#${outcome.leadId}`, sk: `MAIL#${mailId}` },
        UpdateExpression: 'SET #status = :failed, reason = :reason',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':failed': 'failed', ':reason': 'rejected' },
      }),
    );
    const resend = (...args: string[]) =>
      runTool(runtime, 'tools/notices.ts', { '--table': 'TableName', '--notice': 'NoticeQueueUrl' }, [
        ...['resend', '--from', from, '--to', '2099-01-01T00:00:00Z'],
        ...args,
      ]);

    const said = [await resend('--dry-run'), await resend(), await resend()];
    await runtime.idle();

    expect(said[0]).toMatch(/^1 notices found that reached nobody, 0 asked/);
    expect(said[1]).toMatch(/^1 notices found that reached nobody, 1 asked/);
    expect(await told()).toHaveLength(2);
  });

  /** All that reaches the reader of mails to the address of a post, with what has to differ put in words. */
  async function withoutIds(submissionId: string) {
    const mails = await runtime.mails(`${submissionId}@guess.example`);
    return mails.map(({ tags, from, to, cc, bcc, replyTo, subject, html, text, headers }) => {
      const mime = JSON.stringify({ from, to, cc, bcc, replyTo, subject, html, text, headers });
      const normalised = mime
        .replaceAll(submissionId, 'SUBMISSION')
        .replaceAll(/-post-[\w-]{27}@/g, '-post-DIGEST@')
        .replaceAll(/0?987 ?100 ?00[12]/g, 'NUMBER')
        .replaceAll(/pheu=L[0-9A-Z]{26}\.[0-9a-z]+\.[\w-]{24}/g, 'TOKEN');
      return { kind: tags.kind, mime: normalised };
    });
  }
});
