import { describe, expect, it } from '@jest/globals';
import { randomIds } from '../../../shared/platform/ids.ts';
import { judgeInbound } from '../../../shared/replies/judge-inbound.ts';
import { mostMailBytes } from '../../../shared/replies/read-mail.ts';
import { huong } from '../support/build-mail.ts';
import { type CorpusMail, corpus } from '../support/corpus.ts';
import { addressFor, key, mailId, replyDomain } from '../support/inbound-world.ts';

const now = new Date('2026-11-27T02:00:00Z');
const leadId = randomIds.leadId(now);
const mail = { leadId, mailId };

async function take({ raw, to, sender = huong, failed }: CorpusMail) {
  const judged = await judgeInbound(
    {
      recipients: ['cc@example.com', addressFor(to, mail, now)],
      sender,
      failed: { spam: failed === 'spam', virus: failed === 'virus', dmarc: failed === 'dmarc' },
      raw: async () => (raw.byteLength > mostMailBytes ? null : raw),
    },
    { replyDomain, signedLinkKeys: ['newer', key], now, addressOf: async (id) => (id === leadId ? huong : null) },
  );
  if (judged.kind !== 'reply') return judged;
  const { mail: read, ...rest } = judged;
  return { ...rest, text: read.text, files: read.files };
}

describe('a mail to the address for answers', () => {
  it('is taken for what it is, whoever built it', async () => {
    const wrong: unknown[] = [];

    for (const mail of corpus) {
      const taken = await take(mail);
      const found = Object.fromEntries(Object.keys(mail.expected).map((name) => [name, Reflect.get(taken, name)]));
      if (JSON.stringify(found) !== JSON.stringify(mail.expected)) wrong.push({ name: mail.name, found, expected: mail.expected });
      if (taken.answered !== null && taken.answered.leadId !== leadId) wrong.push({ name: mail.name, found: 'of another lead' });
    }

    expect(wrong).toEqual([]);
    expect(corpus.length).toBeGreaterThanOrEqual(60);
  });

  it('is not opened before its address is known, nor where SES found a virus', async () => {
    const opened: string[] = [];
    const raw = async () => {
      opened.push('raw');
      return null;
    };

    for (const [to, failed] of [['unsigned'], ['forged'], ['expired'], ['signed', 'virus'], ['signed', 'spam']] as const) {
      await judgeInbound(
        {
          recipients: [addressFor(to, mail, now)],
          sender: huong,
          failed: { spam: failed === 'spam', virus: failed === 'virus', dmarc: false },
          raw,
        },
        { replyDomain, signedLinkKeys: [key], now, addressOf: async () => huong },
      );
    }

    expect(opened).toEqual([]);
  });
});
