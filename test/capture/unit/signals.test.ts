import { describe, expect, it } from '@jest/globals';
import {
  countClientPost,
  intakeMessageFor,
  judgeFormToken,
  networkOf,
  parseSubmission,
  putOutcome,
  readSubmissionAndOutcome,
  signFormToken,
} from '../../../shared/capture/index.ts';
import { deriveSecret } from '../../../shared/platform/secrets.ts';
import { createBorder, formsWith, huong, masterSecret, startedAt } from '../../support/capture.ts';
import { digests } from '../../support/digests.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { postRef } from '../../support/post-ref.ts';

const key = deriveSecret(masterSecret, 'form-token');
const [form] = formsWith('contact');
if (!form) throw new Error('the default forms are missing');
const atSecond = (seconds: number) => new Date(startedAt.getTime() + seconds * 1_000);

describe('the form token', () => {
  const token = signFormToken('contact', startedAt, 'nonce', key);
  const [version, time, nonce, signature = ''] = token.split('.');

  it.each([
    ['valid', token, 60],
    ['tooFast', token, 1],
    ['expired', token, 86_401],
    ['tooFast', signFormToken('contact', atSecond(3_600), 'nonce', key), 0],
    ['forged', signFormToken('newsletter', startedAt, 'nonce', key), 60],
    ['forged', signFormToken('contact', startedAt, 'nonce', 'another key'), 60],
    ['forged', `${version}.${time}1.${nonce}.${signature}`, 60],
    ['forged', `${version}.${time}.${nonce}x.${signature}`, 60],
    ['forged', `${version}.${time}.${nonce}.${signature.slice(1)}`, 60],
    ['forged', `${token}.x`, 60],
    ['forged', '', 60],
    ['forged', '...', 60],
    ['absent', undefined, 60],
  ])('is %s: %s after %i s', (verdict, posted, seconds) => {
    expect(judgeFormToken(posted, form, atSecond(seconds), [key]).token).toBe(verdict);
  });

  it('with any one bit turned is forged', () => {
    const bytes = Buffer.from(signature, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const turned = Buffer.from(bytes);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const judged = judgeFormToken(`${version}.${time}.${nonce}.${turned.toString('base64url')}`, form, atSecond(60), [key]);
      expect(judged).toEqual({ token: 'forged' });
    }
  });

  it('of the key before is good as long as both keys are', () => {
    const old = signFormToken('contact', startedAt, 'nonce', 'old key');

    expect(judgeFormToken(old, form, atSecond(60), [key, 'old key']).token).toBe('valid');
    expect(judgeFormToken(old, form, atSecond(60), [key]).token).toBe('forged');
  });

  it('and the trap are noted and change nothing in the answer', async () => {
    const { post, submissions, time: clock } = createBorder();
    clock.now = atSecond(1);

    const quick = await post({ body: { submissionId: 'quick', fields: huong, token } });
    const trapped = await post({ body: { submissionId: 'trapped', fields: { ...huong, khong_dien: 'x' } } });

    expect([quick.statusCode, trapped.statusCode]).toEqual([202, 202]);
    expect(submissions().map(({ submissionId, sender }) => [submissionId, sender])).toMatchObject([
      ['quick', { token: 'tooFast', honeypotFilled: false }],
      ['trapped', { token: 'absent', honeypotFilled: true }],
    ]);
  });
});

describe('the message to intake', () => {
  async function groupsOf(posts: readonly Record<string, string>[]): Promise<string[]> {
    const { post, queue } = createBorder();
    for (const fields of posts) await post({ body: { fields } });
    return queue.sent.map(({ groupId = '' }) => groupId);
  }

  it('is the same when it is made again from what is stored', async () => {
    const { post, submissions, queue } = createBorder();

    await post({ body: { submissionId: 'a1', fields: huong } });

    expect(submissions().map((item) => intakeMessageFor(parseSubmission(item), digests))).toEqual(queue.sent);
  });

  it('puts one person in one group, by e-mail first', async () => {
    const byMail = await groupsOf([
      { email: 'Lan@Example.com' },
      { email: ' lan@example.com ', phone: '0912345678' },
      { email: 'lan@example.com', fullName: 'Lan' },
    ]);
    const byPhone = await groupsOf(
      [
        '0912345678',
        '+84 912 345 678',
        '84912345678',
        '0084-912-345-678',
        '(+84) 912.345.678',
        '0912 345 678 / 0987 654 321',
        'ĐT: 0912345678',
        '٠٩١٢٣٤٥٦٧٨',
      ].map((phone) => ({ phone })),
    );
    const renumbered = await groupsOf([{ phone: '01234567890' }, { phone: '0834567890' }]);
    const others = await groupsOf([
      { phone: '0912345678' },
      { phone: '0912345679' },
      { email: 'a@example.com' },
      { phone: '12' },
      { phone: '12' },
    ]);

    expect(new Set(byMail).size).toBe(1);
    expect(new Set(byPhone).size).toBe(1);
    expect(new Set(renumbered).size).toBe(1);
    expect(new Set(others).size).toBe(5);
  });
});

describe('the sender', () => {
  it('is one network in IPv6, one address in IPv4', () => {
    const hash = (address: string) => digests.network(networkOf(address));

    expect(hash('2405:4802:a0:1::1')).toBe(hash('2405:4802:00a0:0001:ffff:1:2:3'));
    expect(hash('2405:4802:a0:2::1')).not.toBe(hash('2405:4802:a0:1::1'));
    expect(hash('203.0.113.1')).not.toBe(hash('203.0.113.2'));
  });

  it('is counted per ten minutes', async () => {
    const table = memoryTable();
    const count = (address: string, seconds: number) => countClientPost(table, postRef('a1'), address, atSecond(seconds));

    expect([await count('a', 0), await count('a', 1), await count('b', 2), await count('a', 601)]).toEqual([1, 2, 1, 1]);
  });
});

describe('an outcome', () => {
  const ref = postRef('a1');

  it('is written once and read with its submission', async () => {
    const { post, parts } = createBorder();
    await post({ body: { submissionId: 'a1', fields: huong } });
    const outcome = { kind: 'quarantine', ...ref, at: startedAt.toISOString(), reasons: ['honeypot'], version: 1 } as const;

    await parts.table.transact(putOutcome({ ...outcome, reasons: [...outcome.reasons] }));

    expect(await readSubmissionAndOutcome(parts.table, ref)).toMatchObject({ submission: { submissionId: 'a1' }, outcome });
    await expect(parts.table.transact(putOutcome({ ...outcome, reasons: ['tooFast'] }))).rejects.toThrow('condition');
  });

  it('that is no lead expires with its raw post and is listed until then', async () => {
    const { post, parts, submissions } = createBorder();
    await post({ body: { submissionId: 'a1', fields: huong } });

    const outcome = { kind: 'quarantine', ...ref, at: startedAt.toISOString(), reasons: ['honeypot' as const], version: 1 } as const;
    await parts.table.transact(putOutcome({ ...outcome, reasons: [...outcome.reasons] }));

    const ninetyDays = startedAt.getTime() / 1_000 + 90 * 86_400;
    expect(submissions().map(({ sk, expiresAt }) => [sk, expiresAt])).toEqual([
      ['OUTCOME', ninetyDays],
      ['RAW', ninetyDays],
    ]);
    expect(submissions()[0]?.gsi1pk).toMatch(/^QUARANTINE#/);
  });
});
