import { beforeEach, describe, expect, it } from '@jest/globals';
import { CompanyConfig } from '../../../shared/company/company-config.ts';
import { LeadOwner, noEvidence } from '../../../shared/leads/index.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { riseItem } from '../../support/hot-lead.ts';
import { sampleLead, samplePost, startAt } from '../../support/lead-world/sample.ts';
import { asked, company, MailWorld, mailIdFor } from '../../support/mail-world.ts';
import { propose } from '../../support/proposals.ts';

const minutes = 60_000;
const hours = 60 * minutes;
let world: MailWorld;

beforeEach(() => {
  world = new MailWorld();
});

const statuses = () => world.mails().map(({ mailId, status, reason }) => `${mailId} ${status}${reason ? ` ${reason}` : ''}`);
const history = () => world.timeline().map(({ type }) => type);
const oldOwner = LeadOwner.parse({ repId: 'rep-lan', poolId: 'south', since: new Date(startAt - hours).toISOString(), decisionId: 'D1' });

describe('the notice of an assigned lead', () => {
  it('goes to the owner once, however often it is asked for', async () => {
    world.putLead();

    for (let index = 0; index < 3; index += 1) world.deliver('notice', asked('assignedNotice'));
    await world.run();

    expect(world.sent.map(({ to }) => to)).toEqual(['lan@sales.example']);
    expect(statuses()).toEqual(['assignedNotice-D1 sent']);
    expect(history()).toEqual(['mail.sent']);
  });

  it('costs 6 write units, as that of a hot lead does, a welcome 11, and one that is not needed after it nothing', async () => {
    world.putHotLead();

    await handleMailMessage(asked('hotNotice'), world.parts());
    const hotNotice = world.table.used.write;
    await handleMailMessage(asked('assignedNotice'), world.parts());
    const notice = world.table.used.write - hotNotice;
    await handleMailMessage(asked('welcome'), world.parts());
    const welcome = world.table.used.write - hotNotice - notice;
    await handleMailMessage(asked('welcome', 'L1', 's2'), world.parts());
    const secondWelcome = world.table.used.write - hotNotice - notice - welcome;

    expect({ hotNotice, notice, welcome, secondWelcome }).toEqual({ hotNotice: 6, notice: 6, welcome: 11, secondWelcome: 0 });
  });

  it.each([
    ['the console', undefined, 'https://console.annhien.example/#/khach/L1'],
    ["the company's own page", 'https://crm.annhien.example/leads/{leadId}', 'https://crm.annhien.example/leads/L1'],
  ])('leads to the lead in %s, with its id alone', async (_where, leadPage, link) => {
    world.documents.company = [CompanyConfig.parse({ ...company, leadPage })];
    world.putHotLead();

    await handleMailMessage(asked('assignedNotice'), world.parts());
    await handleMailMessage(asked('hotNotice'), world.parts());

    expect(world.sent).toHaveLength(2);
    for (const { html, text } of world.sent) {
      expect(html).toContain(`href="${link}"`);
      expect(text).toContain(`Mở hồ sơ: ${link}\n`);
    }
  });

  it('carries the lead, an answer address and the id that tells copies apart', async () => {
    world.putLead();

    await handleMailMessage(asked('assignedNotice'), world.parts());

    const [mail] = world.sent;
    expect(mail).toMatchObject({
      subject: 'Lead mới: Nguyễn Thị Hường – TP. Hồ Chí Minh',
      replyTo: 'huong@example.com',
      headers: { 'X-Pheu-Mail-Id': '<assignedNotice-D1.L1@pheu>' },
      tags: { leadId: 'L1', mailId: 'assignedNotice-D1', kind: 'assignedNotice' },
      configurationSet: 'pheu-notices',
    });
    expect(mail?.html).toContain('href="tel:+84912345678"');
    expect(mail?.text).toContain('0912 345 678');
  });

  it('speaks the language of the rep', async () => {
    world.putLead();
    world.documents.reps = world.documents.reps.map((rep) => ({ ...rep, locale: 'en' }));

    await handleMailMessage(asked('assignedNotice'), world.parts());

    expect(world.sent[0]?.subject).toBe('New lead: Nguyễn Thị Hường – Ho Chi Minh');
  });

  it('is listed as failed when the owner is not configured any more', async () => {
    world.putLead();
    world.documents.reps = [];

    await handleMailMessage(asked('assignedNotice'), world.parts());

    expect(world.sent).toEqual([]);
    expect(statuses()).toEqual(['assignedNotice-D1 failed ownerUnknown']);
    expect(history()).toEqual(['mail.failed']);
  });

  it('is dropped when the lead has another owner by now', async () => {
    world.putLead({ owner: null });

    await handleMailMessage(asked('assignedNotice'), world.parts());

    expect(statuses()).toEqual(['assignedNotice-D1 skipped ownerChanged']);
    expect([world.sent, history()]).toEqual([[], []]);
  });

  it('is sent again when nobody knows whether SES took it', async () => {
    world.putLead();
    const fates = ['lostBefore' as const];
    world.fate = () => fates.shift() ?? 'accept';

    world.deliver('notice', asked('assignedNotice'));
    await world.run();

    expect(world.sent).toHaveLength(1);
    expect(world.now - startAt).toBeGreaterThanOrEqual(15 * minutes);
    expect(statuses()).toEqual(['assignedNotice-D1 sent']);
    expect(world.mails()[0]?.attempts).toBe(2);
  });

  it('is not sent again when SES told of it', async () => {
    world.putLead();
    world.fate = () => 'lostAfter';

    world.deliver('notice', asked('assignedNotice'));
    await world.run();

    expect(world.sent).toHaveLength(1);
    expect(statuses()).toEqual(['assignedNotice-D1 sent']);
    expect(history()).toEqual(['mail.sent']);
  });

  it('survives an hour without SES and goes out within five minutes of its return', async () => {
    world.putLead();
    world.fate = () => (world.now < startAt + hours ? 'throttle' : 'accept');
    let acceptedAt = 0;
    const fate = world.fate;
    world.fate = (mail) => {
      const result = fate(mail);
      if (result === 'accept') acceptedAt = world.now;
      return result;
    };

    world.deliver('notice', asked('assignedNotice'));
    world.deliver('mail', asked('welcome'));
    await world.run();

    expect(statuses()).toEqual(['assignedNotice-D1 sent', `${mailIdFor('welcome')} sent`]);
    expect(acceptedAt - startAt - hours).toBeLessThanOrEqual(5 * minutes);
  });

  it('is given up and listed after a day without SES', async () => {
    world.putLead();
    world.fate = () => 'throttle';

    world.deliver('notice', asked('assignedNotice'));
    await world.run();

    expect(statuses()).toEqual(['assignedNotice-D1 failed expired']);
    expect(history()).toEqual(['mail.failed']);
    expect(world.now - startAt).toBeLessThanOrEqual(25 * hours);
  });

  it('fails at once when SES will never take it', async () => {
    world.putLead();
    world.fate = () => 'refuse';

    world.deliver('notice', asked('assignedNotice'));
    await world.run();

    expect(statuses()).toEqual(['assignedNotice-D1 failed rejected']);
    expect(world.deliveries).toBe(1);
  });
});

describe('the notice of a repeat', () => {
  it('tells the owner once per form in ten minutes', async () => {
    world.putLead({ owner: oldOwner });

    for (let index = 0; index < 30; index += 1) {
      world.deliver('notice', asked('repeatNotice', 'L1', `s${index}`), index);
      world.deliver('notice', asked('repeatNotice', 'L1', `t${index}`, 'other-form'), index);
    }
    world.deliver('notice', asked('repeatNotice', 'L1', 'late'), 601);
    await world.run();

    const ends = Map.groupBy(world.mails(), ({ status, reason }) => reason ?? status);
    expect([...ends].map(([end, mails]) => [end, mails.length]).sort()).toEqual([
      ['ownerToldLately', 58],
      ['sent', 3],
    ]);
  });

  it.each([
    ['nobody owns the lead', { owner: null }, 'noOwner'],
    ['the owner got the lead by this form a moment ago', {}, 'ownerJustGotIt'],
  ])('is not sent when %s', async (_case, changes, why) => {
    world.putLead(changes);

    await handleMailMessage(asked('repeatNotice'), world.parts());

    expect(statuses()).toEqual([`${mailIdFor('repeatNotice')} skipped ${why}`]);
    expect([world.sent, history()]).toEqual([[], []]);
  });

  it('goes to an owner who got the lead a moment ago where the post proposes, and to no other post', async () => {
    const lead = world.putLead({ openProposals: true });
    const fields = { phone: '0901 234 567' };
    world.putPost({ ...samplePost(lead, 's2'), fields });
    await propose(world.table, lead, fields, { id: 's2' });

    for (const post of ['s1', 's2']) await handleMailMessage(asked('repeatNotice', 'L1', post), world.parts());

    expect(world.sent.map(({ text }) => text.includes('0901 234 567'))).toEqual([true]);
    expect(
      world
        .mails()
        .map(({ status, reason }) => reason ?? status)
        .sort(),
    ).toEqual(['ownerJustGotIt', 'sent']);
  });

  it('is sent once when two workers hold different posts at the same moment', async () => {
    world.putLead({ owner: oldOwner });

    await Promise.all(['a', 'b', 'c', 'd'].map((post) => handleMailMessage(asked('repeatNotice', 'L1', post), world.parts())));

    expect(world.sent).toHaveLength(1);
    expect(
      world
        .mails()
        .map(({ status, reason }) => reason ?? status)
        .sort(),
    ).toEqual(['ownerToldLately', 'ownerToldLately', 'ownerToldLately', 'sent']);
  });
});

describe('the notice of a hot lead', () => {
  it('goes to the owner once for each rise, at any hour, however often it is asked for', async () => {
    world.putHotLead();
    world.now = Date.parse('2026-11-24T19:00:00.000Z'); // 02:00 in Vietnam

    for (let index = 0; index < 3; index += 1) world.deliver('notice', asked('hotNotice'));
    await world.run();

    expect(world.sent.map(({ to }) => to)).toEqual(['lan@sales.example']);
    expect(statuses()).toEqual(['hotNotice-T1 sent']);
    expect(history()).toEqual(['mail.sent']);
  });

  it.each([
    [
      'vi',
      'Lead nóng: Nguyễn Thị Hường – gọi ngay',
      ['nóng lúc 10:00, 22/11/2026.', 'Khách đang rất quan tâm: gửi yêu cầu tư vấn, xem bảng giá.', 'Gọi 0912 345 678 trong'],
    ],
    [
      'en',
      'Hot lead: Nguyễn Thị Hường – call now',
      [
        'hot at 10:00, 22 Nov 2026.',
        'The customer shows strong interest: asked for advice, looked at the prices.',
        'Call 0912 345 678 within',
      ],
    ],
  ] as const)('says why, how to reach the lead and what to do now, in the language of the rep: %s', async (locale, subject, lines) => {
    world.putHotLead();
    world.documents.reps = world.documents.reps.map((rep) => ({ ...rep, locale }));

    await handleMailMessage(asked('hotNotice'), world.parts());

    const [mail] = world.sent;
    expect(mail).toMatchObject({ subject, replyTo: null, headers: { 'X-Pheu-Mail-Id': '<hotNotice-T1.L1@pheu>' } });
    expect(mail?.html).toContain('href="tel:+84912345678"');
    for (const line of lines) expect(mail?.text).toContain(line);
  });

  it.each([
    ['has no number', { phone: null }, 'Lead nóng: Nguyễn Thị Hường – liên hệ ngay'],
    ['has no name', { fullName: null }, 'Lead nóng: Khách chưa cho biết tên – gọi ngay'],
  ])('does without what a lead that %s lacks', async (_case, changes, subject) => {
    world.putHotLead(changes);

    await handleMailMessage(asked('hotNotice'), world.parts());

    expect(world.sent.map((mail) => mail.subject)).toEqual([subject]);
    expect(world.sent[0]?.text).not.toMatch(/undefined|null/);
  });

  it('goes to whoever owns the lead by now', async () => {
    world.putHotLead({}, { repId: 'rep-of-before' });

    await handleMailMessage(asked('hotNotice'), world.parts());

    expect(world.sent.map(({ to }) => to)).toEqual(['lan@sales.example']);
  });

  it.each<[string, () => unknown, string]>([
    ['the lead has cooled', () => world.putHotLead({ evidence: { ...noEvidence, temperature: 'warm', fit: 'B' } }), 'notHotAnyMore'],
    ['nobody owns the lead any more', () => world.putHotLead({ owner: null }, { repId: 'rep-lan' }), 'noOwner'],
    [
      'nobody owned it when it became hot: the notice of its assignment tells',
      () => world.putHotLead({}, { repId: null }),
      'toldWithAssignment',
    ],
    ['its entry is gone', () => world.putLead({ evidence: { ...noEvidence, temperature: 'hot', fit: 'B' } }), 'changeGone'],
  ])('is not sent when %s, and says so for a write unit', async (_case, seed, why) => {
    seed();

    await handleMailMessage(asked('hotNotice'), world.parts());

    expect(statuses()).toEqual([`hotNotice-T1 skipped ${why}`]);
    expect([world.sent, history(), world.table.used.write]).toEqual([[], [], 1]);
  });

  it('leaves nothing behind when the lead is gone', async () => {
    await handleMailMessage(asked('hotNotice'), world.parts());

    expect([world.sent, world.mails(), world.table.used.write]).toEqual([[], [], 0]);
  });

  it('is listed as failed when the owner is not configured any more', async () => {
    world.putHotLead();
    world.documents.reps = [];

    await handleMailMessage(asked('hotNotice'), world.parts());

    expect(statuses()).toEqual(['hotNotice-T1 failed ownerUnknown']);
  });

  it('names a rule by its id when the configuration has lost its label', async () => {
    world.putHotLead({}, { rules: ['asked-for-advice', 'gone-rule'] });

    await handleMailMessage(asked('hotNotice'), world.parts());

    expect(world.sent[0]?.text).toContain('gửi yêu cầu tư vấn, gone-rule.');
  });

  it.each([
    ['of another event', { type: 'lead.updated' }, 'tells of no temperature'],
    ['with other data', { data: { fields: ['email'] } }, 'does not fit the contract'],
  ])('is not written from an entry %s', async (_case, change, message) => {
    const lead = world.putHotLead();
    world.table.seed({ ...riseItem(lead), ...change });

    await expect(handleMailMessage(asked('hotNotice'), world.parts())).rejects.toThrow(message);
  });
});

describe('the temperature of a lead', () => {
  it.each([
    ['assignedNotice', 'hot', 'Độ nóng: Nóng – rất quan tâm và phù hợp'],
    ['assignedNotice', 'cold', 'Độ nóng: Lạnh – ít dấu hiệu muốn mua'],
    ['repeatNotice', 'warm', 'Độ nóng: Ấm – đang quan tâm'],
    ['hotNotice', 'hot', 'Độ nóng: Nóng – rất quan tâm và phù hợp'],
  ] as const)('stands in the card of a %s as it is then: %s', async (kind, temperature, line) => {
    world.putHotLead({
      evidence: { ...noEvidence, temperature, fit: 'B' },
      owner: kind === 'repeatNotice' ? oldOwner : sampleLead().owner,
    });

    await handleMailMessage(asked(kind), world.parts());

    expect(world.sent[0]?.text).toContain(line);
    expect(world.sent[0]?.html).toContain(line.replace(/^.*: (.*) – (.*)$/, '<b>$1</b> – $2'));
  });
});
