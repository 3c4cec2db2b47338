import { beforeEach, describe, expect, it } from '@jest/globals';
import { UserConfig } from '../../../shared/access/user-config.ts';
import { addressProblem, mailboxesOf, mailboxOf, ownAddresses } from '../../../shared/mail/address-problem.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { samplePost } from '../../support/lead-world/sample.ts';
import { asked, MailWorld, mailIdFor } from '../../support/mail-world.ts';

const hours = 60 * 60_000;

describe('the mailbox of an address', () => {
  it.each([
    ['lan@congty.vn', 'lan@congty.vn'],
    ['lan+tin@congty.vn', 'lan@congty.vn'],
    ['l.an@congty.vn', 'l.an@congty.vn'],
    ['l.an+a+b@gmail.com', 'lan@gmail.com'],
    ['l.a.n@googlemail.com', 'lan@gmail.com'],
    ['lan@mail.gmail.com.vn', 'lan@mail.gmail.com.vn'],
    ['+lan@congty.vn', '+lan@congty.vn'],
  ])('%s is %s', (email, mailbox) => {
    expect(mailboxOf(email)).toBe(mailbox);
  });
});

describe('an address that gets no automatic mail', () => {
  const own = ownAddresses(['no-reply@thu.congty.vn', 'chao@congty.vn'], [mailboxesOf(['Lan@gmail.com']), mailboxesOf(['rep@doitac.vn'])]);

  it.each([
    ['info@khach.vn', 'roleAddress'],
    ['sales+x@khach.vn', 'roleAddress'],
    ['ketoan@khach.vn', 'roleAddress'],
    ['no-reply@khach.vn', 'roleAddress'],
    ['no.reply@khach.vn', 'roleAddress'],
    ['postmaster@gmail.com', 'roleAddress'],
    ['abuse@khach.vn', 'roleAddress'],
    ['info@mailinator.com', 'roleAddress'],
    ['ban.giam.doc@khach.vn', 'roleAddress'],
    ['ai-do@congty.vn', 'ownAddress'],
    ['ai-do@chi-nhanh.congty.vn', 'ownAddress'],
    ['l.an+x@googlemail.com', 'ownAddress'],
    ['rep@doitac.vn', 'ownAddress'],
    ['khach@doitac.vn', null],
    ['binh@gmail.com', null],
    ['information.lan@khach.vn', null],
    ['congty.vn@khach.vn', null],
    ['ai@giacongty.vn', null],
  ])('%s: %s', (email, problem) => {
    expect(addressProblem(email, own)).toBe(problem);
  });

  it('is none of a provider’s or a document’s domain because the company has a mailbox there', () => {
    const small = ownAddresses(['cua.hang@gmail.com', 'leads@example.com'], []);

    expect(['khach@gmail.com', 'khach@example.com', 'cuahang@gmail.com'].map((email) => addressProblem(email, small))).toEqual([
      null,
      null,
      'ownAddress',
    ]);
  });
});

describe('mails to addresses that strangers typed', () => {
  let world: MailWorld;
  beforeEach(() => {
    world = new MailWorld();
  });

  /** A lead of its own, made by a post with this address. */
  function lead(email: string, index = 0) {
    const made = world.putLead({ leadId: LeadId.parse(`L${index}`), email });
    world.putPost(samplePost(made, `p${index}`));
    return asked('welcome', made.leadId, `p${index}`);
  }
  const reasons = () => world.mails().map(({ mailId, status, reason }) => `${mailId} ${reason ?? status}`);

  it('reach one mailbox once a day, however it is spelt, at the same moment or not, and the others’ records say why', async () => {
    const spellings = ['victim@gmail.com', 'v.ictim@gmail.com', 'victim+1@gmail.com', 'vic.tim+2@googlemail.com'];
    const requests = spellings.map(lead);

    await Promise.all(requests.slice(0, 2).map((request) => handleMailMessage(request, world.parts())));
    for (const request of requests.slice(2)) await handleMailMessage(request, world.parts());

    expect(world.sent).toHaveLength(1);
    expect(reasons().filter((line) => line.endsWith(' mailboxQuota'))).toHaveLength(3);
    expect(world.timeline().filter(({ data }) => data.reason === 'mailboxQuota')).toHaveLength(3);

    world.now += 24 * hours;
    await handleMailMessage(lead('victim+9@gmail.com', 9), world.parts());
    expect(world.sent).toHaveLength(2);
  });

  it('ask one mailbox once a day whether it was reached', async () => {
    world.now += 48 * hours;
    for (const [index, email] of ['victim@khach.vn', 'victim+1@khach.vn', 'victim+2@khach.vn'].entries()) {
      const { leadId } = lead(email, index);
      await handleMailMessage(asked('followUp', leadId, `p${index}`), world.parts());
    }

    expect(world.sent).toHaveLength(1);
    expect(world.mails().map(({ status, reason }) => reason ?? status)).toEqual(['sent', 'writtenLately', 'writtenLately']);
  });

  it('close one spelling only when it bounces', async () => {
    await handleMailMessage(lead('lan+a@khach.vn', 1), world.parts());
    const bounce = { bounceType: 'Permanent', bouncedRecipients: [{ emailAddress: 'lan+a@khach.vn' }], feedbackId: 'f' };
    for (const mail of world.sent) await world.hear(world.sesEvent(mail, 'Bounce', { bounce }));
    world.now += 24 * hours;

    await handleMailMessage(lead('lan@khach.vn', 2), world.parts());
    await handleMailMessage(lead('lan+a@khach.vn', 3), world.parts());

    expect(world.sent.map(({ to }) => to)).toEqual(['lan+a@khach.vn', 'lan@khach.vn']);
    expect(reasons()).toContain(`${mailIdFor('welcome', 'L1', 'p3')} suppressed`);
  });

  it.each([
    ['sales@khach.vn', 'roleAddress'],
    ['lan@sales.example', 'ownAddress'],
    ['hello+test@annhien.example', 'ownAddress'],
    ['sep@khach.vn', 'ownAddress'],
  ])('do not go to %s, and its record says why: %s', async (email, reason) => {
    world.documents.users = [UserConfig.parse({ id: 'sep', email: 'sep@khach.vn', role: 'admin' })];

    await handleMailMessage(lead(email), world.parts());
    await handleMailMessage(asked('followUp', 'L0', 'p0'), world.parts());

    expect(world.sent).toEqual([]);
    expect(reasons()).toEqual([`${mailIdFor('followUp', 'L1', 'p0')} ${reason}`, `${mailIdFor('welcome', 'L1', 'p0')} ${reason}`]);
    expect(world.timeline().map(({ type, data }) => [type, data.reason])).toEqual([['mail.failed', reason]]);
  });
});
