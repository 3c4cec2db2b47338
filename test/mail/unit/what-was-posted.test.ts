import { beforeEach, describe, expect, it } from '@jest/globals';
import { LeadOwner } from '../../../shared/leads/index.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { judgeMailToken } from '../../../shared/tracking/index.ts';
import { samplePost, startAt } from '../../support/lead-world/sample.ts';
import { asked, MailWorld } from '../../support/mail-world.ts';
import { propose } from '../../support/proposals.ts';

const hours = 60 * 60_000;
const oldOwner = LeadOwner.parse({ repId: 'rep-lan', poolId: 'south', since: new Date(startAt - hours).toISOString(), decisionId: 'D1' });
let world: MailWorld;

beforeEach(() => {
  world = new MailWorld();
});

/** A lead of one record, and a post of whoever knows its number. */
function posted(fields: Record<string, string>, locale: 'vi' | 'en' = 'vi') {
  const lead = world.putHotLead({ owner: oldOwner });
  const post = samplePost(lead);
  world.putPost({ ...post, fields, context: { ...post.context, locale } });
  return lead;
}
const tokenIn = (html = '') => /[?&]pheu=([^"&]+)/.exec(html)?.[1] ?? '';
async function sent(kind: Parameters<typeof asked>[0]) {
  await handleMailMessage(asked(kind), world.parts());
  const [mail] = world.sent.splice(0);
  return mail;
}

describe.each(['welcome', 'followUp'] as const)('a %s', (kind) => {
  it('goes to the address of the post and says nothing that only the record holds', async () => {
    posted({ email: 'La@Other.example', phone: '098 765 4321' });

    const mail = await sent(kind);

    expect(mail?.to).toBe('la@other.example');
    expect(`${mail?.html} ${mail?.text}`).toContain('0987 654 321');
    expect(JSON.stringify([mail?.subject, mail?.html, mail?.text, mail?.headers, mail?.replyTo])).not.toMatch(
      /Hường|912 345|huong|Bán hàng|L1/,
    );
  });

  it('speaks the language of the post', async () => {
    posted({ email: 'la@other.example' }, 'en');

    expect((await sent(kind))?.text).toMatch(/^Hello,/);
  });

  it('links nobody to the lead whose number somebody else typed, and does not show that there is one', async () => {
    posted({ email: 'la@other.example', phone: '0912345678' });

    const token = tokenIn((await sent(kind))?.html);

    const judged = judgeMailToken(token, world.clock(), ['key']);
    expect(judged).toEqual({ kind: 'valid', leadId: expect.stringMatching(/^L[0-9A-HJKMNP-TV-Z]{26}$/) });
  });

  it('names the same nobody after secrets were exchanged, as the mails of a lead name the lead', async () => {
    const idBy = async (mailLinkKey: string) => {
      world = new MailWorld();
      posted({ email: 'la@other.example', phone: '0912345678' });
      const { sender, ...parts } = world.parts();
      await handleMailMessage(asked(kind), { ...parts, sender: { ...sender, mailLinkKey } });
      return judgeMailToken(tokenIn(world.sent[0]?.html), world.clock(), [mailLinkKey]);
    };

    const before = await idBy('key');
    const after = await idBy('the next key');

    expect(before.kind).toBe('valid');
    expect(after).toEqual(before);
  });

  it('is not sent when the post is gone', async () => {
    const lead = world.putLead();

    await handleMailMessage(asked(kind, lead.leadId, 'gone'), world.parts());

    expect(world.sent).toEqual([]);
    expect(world.mails().map(({ status, reason }) => [status, reason])).toEqual([['skipped', 'postGone']]);
  });
});

describe('the greeting', () => {
  it.each([
    ['Nguyễn Thị Hường', 'en', 'Hello Hường,'],
    ['Tran Van Nam', 'en', 'Hello Nam,'],
    ['John Smith', 'en', 'Hello John,'],
    ['Kim Clark', 'en', 'Hello Kim,'],
    ['Nguyễn', 'en', 'Hello Nguyễn,'],
    ['Nguyễn Thị Hường', 'vi', 'Chào Anh/Chị Hường,'],
    ['Nguyen Van evil.vn', 'en', 'Hello,'],
    ['', 'en', 'Hello,'],
  ] as const)('of %s in %s is «%s»', async (fullName, locale, greeting) => {
    posted({ fullName, email: 'la@other.example' }, locale);

    expect((await sent('welcome'))?.text.split('\n')[0]).toBe(greeting);
  });
});

describe('the answer to a notice', () => {
  it.each([
    ['the address of the post, which is the lead’s', { email: 'huong@example.com' }, 'huong@example.com', 'thư đi thẳng tới khách'],
    ['the address of the post, which nobody has proven', { email: 'la@other.example' }, 'la@other.example', 'địa chỉ chưa xác minh'],
    [
      'nobody, when the post has no address',
      { phone: '0912345678' },
      null,
      'gửi tới huong@example.com: trả lời e-mail này thì khách không',
    ],
  ])('goes to %s', async (_case, fields, replyTo, line) => {
    for (const kind of ['assignedNotice', 'repeatNotice'] as const) {
      posted(fields);

      const mail = await sent(kind);

      expect(mail?.replyTo).toBe(replyTo);
      for (const body of [mail?.text, mail?.html]) expect(body).toContain(line);
    }
  });

  it('of a hot lead goes to nobody, because it tells of no post', async () => {
    posted({ email: 'huong@example.com' });

    expect((await sent('hotNotice'))?.replyTo).toBeNull();
  });
});

describe('what a post also says', () => {
  const others = { fullName: 'Kẻ <b>Xấu</b>', phone: '0987 654 321', email: 'la@other.example' };

  it.each([
    [
      'vi',
      'Họ tên: Kẻ <b>Xấu</b>\nĐiện thoại: 0987 654 321\nE-mail: la@other.example\nChưa ai xác minh những điều này. Hỏi lại khách trước khi tin.',
    ],
    [
      'en',
      'Name: Kẻ <b>Xấu</b>\nPhone: 0987 654 321\nE-mail: la@other.example\nNobody has proven this. Ask the customer before you trust it.',
    ],
  ] as const)('stands in the notice of a repeat, with a warning, beside what the record holds: %s', async (locale, lines) => {
    posted(others);
    world.documents.reps = world.documents.reps.map((rep) => ({ ...rep, locale }));

    const mail = await sent('repeatNotice');

    expect(mail?.text).toContain(lines);
    expect(mail?.text).toContain('0912 345 678');
    expect(mail?.subject).toContain('Nguyễn Thị Hường');
    expect(mail?.html).toContain('Kẻ &lt;b&gt;Xấu&lt;/b&gt;');
    expect(mail?.html).not.toContain('tel:+84987654321');
  });

  it.each(['assignedNotice', 'repeatNotice', 'hotNotice'] as const)(
    'is told in a %s with what earlier posts proposed, and when',
    async (kind) => {
      const lead = world.putHotLead({ owner: oldOwner, openProposals: true });
      await propose(world.table, lead, { phone: '0901 234 567' }, { id: 'earlier', at: '2026-11-22T04:00:00.000Z' });

      const mail = await sent(kind);

      expect(mail?.text).toContain('Điện thoại: 0901 234 567 (gửi lúc 11:00, 22/11/2026)');
      expect(mail?.html).not.toContain('tel:+84901234567');
    },
  );

  it('is left out where the post says what the record holds', async () => {
    posted({ fullName: 'nguyen thi huong', phone: '+84 912 345 678', email: 'HUONG@example.com' });

    for (const kind of ['assignedNotice', 'repeatNotice', 'hotNotice'] as const) expect((await sent(kind))?.text).not.toMatch(/CÒN GHI/);
  });
});
