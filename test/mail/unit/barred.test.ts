import { expect, it } from '@jest/globals';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { SourceId, SubmissionId } from '../../../shared/platform/ids.ts';
import { asked, MailWorld } from '../../support/mail-world.ts';

it.each(['welcome', 'followUp', 'proposedChange', 'confirmSubscription'] as const)(
  'a disqualified person gets no mail, and the mail says why: %s',
  async (kind) => {
    const world = new MailWorld();
    world.putLead({ status: 'disqualified', statusSet: { at: '2026-11-22T03:00:00.000Z', reason: 'refusedContact' } });

    await handleMailMessage(asked(kind), world.parts());

    expect(world.mails()).toMatchObject([{ status: 'skipped', reason: 'disqualified' }]);
    expect(world.sent).toEqual([]);
  },
);

it('a person who refused contact gets no mail either when somebody works with them again', async () => {
  const world = new MailWorld();
  const ref = { channel: 'manual', sourceId: SourceId.parse('lan'), submissionId: SubmissionId.parse('request-1') } as const;
  world.putLead({ consent: { contact: { granted: false, at: '2026-11-22T03:00:00.000Z', textVersion: 'status', ...ref } } });

  await handleMailMessage(asked('welcome'), world.parts());

  expect(world.mails()).toMatchObject([{ status: 'skipped', reason: 'refusedContact' }]);
  expect(world.sent).toEqual([]);
});
