import { beforeEach, describe, expect, it } from '@jest/globals';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { mergeInto } from '../../support/lead-world/merge.ts';
import { asked, MailWorld } from '../../support/mail-world.ts';

let world: MailWorld;
const survivor = LeadId.parse('L2');

/** The lead `L1` and another of the same person, `L2`, which is Phúc's. */
beforeEach(() => {
  world = new MailWorld();
  world.putLead();
  const [rep] = world.documents.reps;
  if (!rep) throw new Error('no rep');
  world.documents.reps = [rep, { ...rep, id: 'rep-phuc', email: 'phuc@sales.example', name: 'Phúc' } as typeof rep];
  const owner = { repId: 'rep-phuc', poolId: 'south', since: '2026-11-20T03:00:00.000Z', decisionId: 'D2' };
  world.putLead({ leadId: survivor, owner } as Parameters<typeof world.putLead>[0]);
});
const merge = () => mergeInto(world.table, 'L1', survivor);
const told = () => world.timeline().map(({ leadId, type, leadVersion }) => [leadId, type, leadVersion]);

describe('a mail about a lead that was merged before it was sent', () => {
  it('goes to the owner of the survivor, whose history tells of it', async () => {
    await merge();

    await handleMailMessage(asked('repeatNotice'), world.parts());
    await handleMailMessage(asked('repeatNotice'), world.parts());

    expect(world.sent.map(({ to, tags }) => [to, tags.leadId])).toEqual([['phuc@sales.example', survivor]]);
    expect(world.mails().map(({ leadId, status }) => [leadId, status])).toEqual([[survivor, 'sent']]);
    expect(told()).toEqual([[survivor, 'mail.sent', 2]]);
  });

  it('is not sent to the rep who owned the merged lead', async () => {
    await merge();

    await handleMailMessage(asked('assignedNotice'), world.parts());

    expect(world.sent).toEqual([]);
    expect(world.mails().map(({ leadId, status, reason }) => [leadId, status, reason])).toEqual([[survivor, 'skipped', 'ownerChanged']]);
  });
});

describe('a mail to a person of whom there are two records', () => {
  it.each([
    ['the record whose address it went to', 'L1', 'L1'],
    ['the person, where no record holds the address', 'L9', survivor],
  ])('tells by its links of the reading of %s', async (_whose, holder, reader) => {
    await merge();
    const lead = world.table.all().find(({ pk, sk }) => pk === keys.leadPk(survivor) && sk === keys.leadSk);
    world.table.seed({ ...Object(lead), members: ['L1'] });
    const { digests } = world.parts();
    world.table.seed({ ...keys.emailGuard(digests.email(String(lead?.email))), leadId: holder, version: 1 });

    await handleMailMessage(asked('welcome', survivor), world.parts());

    const [sent] = world.sent;
    expect(sent?.html).toContain(`pheu=${reader}.`);
    expect(sent?.html).not.toContain(`pheu=${reader === 'L1' ? survivor : 'L1'}.`);
  });
});

describe('a mail that was begun before its lead was merged', () => {
  it('is not sent a second time by a message that comes twice', async () => {
    await handleMailMessage(asked('welcome'), world.parts());
    await merge();

    await handleMailMessage(asked('welcome'), world.parts());
    await handleMailMessage(asked('assignedNotice'), world.parts());

    expect(world.sent).toHaveLength(1);
    expect(world.mails().map(({ leadId, status }) => [leadId, status])).toEqual([
      ['L1', 'sent'],
      [survivor, 'skipped'],
    ]);
  });

  it('stays where it lies when SES tells of it, and the history of the survivor tells what became of it', async () => {
    await handleMailMessage(asked('welcome'), world.parts());
    await merge();
    const [mail] = world.sent;
    if (!mail) throw new Error('nothing sent');
    const bounce = {
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients: [{ emailAddress: mail.to }],
      feedbackId: 'f1',
      timestamp: '2026-11-22T03:10:00.000Z',
    };

    for (let times = 0; times < 2; times += 1) await world.hear(world.sesEvent(mail, 'Bounce', { bounce }));

    expect(told().filter(([, type]) => type === 'mail.bounced')).toEqual([[survivor, 'mail.bounced', 2]]);
    expect(world.mails().map(({ leadId, status }) => [leadId, status])).toEqual([['L1', 'sent']]);
  });

  it('is settled by the survivor’s history when its sending was in doubt', async () => {
    world.fate = () => 'lostAfter';
    world.losesEvent = () => true;
    await handleMailMessage(asked('welcome'), world.parts());
    await merge();
    const [mail] = world.sent;
    if (!mail) throw new Error('nothing sent');

    await world.hear(world.sesEvent(mail, 'Send'));

    expect(told()).toEqual([[survivor, 'mail.sent', 2]]);
    expect(world.mails().map(({ leadId, status }) => [leadId, status])).toEqual([['L1', 'sent']]);
  });

  it('is given up in the survivor’s history when nobody proves that it was sent', async () => {
    world.fate = () => 'lostBefore';
    await handleMailMessage(asked('welcome'), world.parts());
    await merge();

    await world.run();

    expect(told()).toEqual([[survivor, 'mail.failed', 2]]);
    expect(world.mails().map(({ leadId, status, reason }) => [leadId, status, reason])).toEqual([['L1', 'failed', 'inDoubt']]);
  });
});
