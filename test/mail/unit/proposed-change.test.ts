import { beforeEach, describe, expect, it } from '@jest/globals';
import { readLink } from '../../../shared/confirming/link.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { putProposals, readProposals } from '../../../shared/proposals/index.ts';
import { digests } from '../../support/digests.ts';
import { samplePost } from '../../support/lead-world/sample.ts';
import { asked, form, MailWorld, mailIdFor, rep, sender } from '../../support/mail-world.ts';
import { proposedTo } from '../../support/proposals.ts';

const newName = { fullName: 'Nguyễn Thị Thu Hường' };
const newNumber = { phone: '0987654321' };
let world: MailWorld;
beforeEach(() => {
  world = new MailWorld();
});

/** A known person's post, and what it proposes. */
async function propose(fields: Record<string, string>, changes: Partial<Lead> = {}, id = 's1', matchedBy: 'email' | 'phone' = 'email') {
  const lead = world.putLead({ openProposals: true, ...changes });
  const posted = { email: lead.email ?? '', ...fields };
  world.putPost(samplePost(lead, id, { fields: posted, receivedAt: world.clock().toISOString() }));
  const { after } = proposedTo(await readProposals(world.table, lead.leadId), lead, posted, {
    id,
    at: world.clock().toISOString(),
    matchedBy,
  });
  await world.table.transact([putProposals(await readProposals(world.table, lead.leadId), after)]);
  return { lead, proposalIds: after.open.map(({ proposalId }) => proposalId) };
}

const send = (id = 's1') => handleMailMessage(asked('proposedChange', 'L1', id), world.parts());
const ends = () => world.mails().map(({ status, reason }) => reason ?? status);
const linkIn = (text = '') => new RegExp(`${sender.siteUrl}/v1/confirm/([\\w.-]+)`).exec(text)?.[1] ?? '';

describe('the mail that asks whether posted details are the person’s own', () => {
  it('leads to the page of those details, for a week from the post, and names them to nobody else', async () => {
    const { lead, proposalIds } = await propose({ ...newName, ...newNumber });

    await send();

    const [mail] = world.sent;
    const token = linkIn(mail?.text);
    expect(mail?.to).toBe(lead.email);
    expect(linkIn(mail?.html)).toBe(token);
    const claims = { leadId: lead.leadId, address: digests.address(lead.email ?? ''), locale: 'vi' };
    const link = { kind: 'valid', claims: { ...claims, proposalIds: expect.arrayContaining(proposalIds) } };
    expect(readLink(token, world.clock(), [sender.signedLinkKey])).toEqual(link);
    const [day, minute] = [86_400_000, 60_000];
    const kindIn = (ms: number) => readLink(token, new Date(world.now + ms), [sender.signedLinkKey]).kind;
    expect([kindIn(7 * day - minute), kindIn(7 * day + minute)]).toEqual(['valid', 'expired']);
  });

  it('says neither the record’s details nor, but for three digits, those that were posted', async () => {
    await propose({ ...newName, ...newNumber });

    await send();

    const { html = '', text = '', subject = '' } = world.sent[0] ?? {};
    const said = `${html} ${text} ${subject}`.replaceAll(linkIn(text), '');
    expect(said).toContain('321');
    for (const hidden of ['0912', '0987', '654', 'Thu Hường', 'Sông Thu', 'huong@', 'pheu=']) expect(said).not.toContain(hidden);
  });

  it('is the same when it is tried again', async () => {
    await propose(newNumber);
    const fates = ['throttle' as const];
    const composed: string[] = [];
    world.fate = (mail) => {
      composed.push(`${mail.html} ${mail.text}`);
      return fates.shift() ?? 'accept';
    };

    world.deliver('mail', asked('proposedChange'));
    await world.run();

    expect(composed).toHaveLength(2);
    expect(composed[1]).toBe(composed[0]);
  });

  it('goes out once a day, whatever is posted in it', async () => {
    await propose(newNumber);
    await send();
    await propose({ phone: '0977000111' }, {}, 's2');
    await send('s2');
    expect([world.sent.length, ends().sort()]).toEqual([1, ['sent', 'writtenLately']]);

    world.now += 86_400_000;
    await propose({ phone: '0977000222' }, {}, 's3');
    await send('s3');

    expect(world.sent).toHaveLength(2);
  });

  it('asks for what a later post has said again before it, and not for what only that post says', async () => {
    const { proposalIds } = await propose(newNumber);
    world.now += 1_000;
    await propose({ ...newNumber, ...newName, email: 'moi@example.com' }, {}, 's2', 'phone');

    await send();
    await send('s2');

    const read = readLink(linkIn(world.sent[0]?.text), world.clock(), [sender.signedLinkKey]);
    expect(read).toMatchObject({ kind: 'valid', claims: { proposalIds } });
    expect(ends().sort()).toEqual(['otherAddress', 'sent']);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['nothing was proposed', () => propose({ phone: '0912345678' }), 'nothingOffered'],
    ['the record has no open proposal', () => propose(newNumber, { openProposals: false }), 'nothingOffered'],
    ['the post came by the number alone', () => propose({ ...newName, email: 'moi@example.com' }, {}, 's1', 'phone'), 'otherAddress'],
    ['the names are two people’s', () => propose({ fullName: 'Trần Văn Nam' }), 'nothingOffered'],
    ['the name could be a message', () => propose({ fullName: 'Nguyễn Thị Hường vui-ve.example' }), 'nothingOffered'],
    [
      'the address is shared by a desk',
      () => propose({ ...newNumber, email: 'info@songthu.vn' }, { email: 'info@songthu.vn' }),
      'roleAddress',
    ],
    ['the address is a rep’s', () => propose({ ...newNumber, email: rep.email }, { email: rep.email }), 'ownAddress'],
  ])('is not sent where %s', async (_where, given, why) => {
    await given();

    await send();

    expect([world.sent, ends()]).toEqual([[], [why]]);
  });

  it.each([
    ['whose form writes to nobody', { welcomeMail: false }, 'mailOff'],
    ['that came past our form', { mailsWithoutToken: false }, 'withoutToken'],
  ])('is not sent for a post %s', async (_which, changes, why) => {
    world.documents.forms = [{ ...form, ...changes }];
    await propose(newNumber);

    await send();

    expect([world.sent, ends()]).toEqual([[], [why]]);
  });

  it('is not sent to an address that was closed', async () => {
    await propose(newNumber);
    world.table.seed({ ...keys.address(digests.address('huong@example.com')), suppression: { reason: 'complaint', at: 'x' } });

    await send();

    expect([world.sent, ends()]).toEqual([[], ['suppressed']]);
  });

  it('has one name for each post', () => {
    expect(mailIdFor('proposedChange')).toMatch(/^proposedChange-post-/);
    expect(mailIdFor('proposedChange', 'L1', 's2')).not.toBe(mailIdFor('proposedChange'));
  });
});
