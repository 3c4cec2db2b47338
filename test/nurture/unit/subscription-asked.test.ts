import { beforeEach, describe, expect, it } from '@jest/globals';
import topics from '../../../config/topics.json' with { type: 'json' };
import type { MailRequest } from '../../../events/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { NurtureWorld } from '../../support/nurture-world.ts';
import { postRef } from '../../support/post-ref.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;

let world: NurtureWorld;
beforeEach(() => {
  world = new NurtureWorld();
  Object.assign(world.documents, { topics });
});

const reasons = () => world.mails().map(({ status, reason }) => reason ?? status);
const asked = () => ({ granted: true, at: '2026-11-20T03:00:00.000Z', textVersion: 'said-phone', ...postRef('r1') });

/** A colleague noted that the person wants the mails. */
function ask({ leadId }: Lead): string {
  const at = world.clock().toISOString();
  const request: MailRequest = { v: 1, kind: 'subscriptionAsked', leadId, at, channel: 'manual', sourceId: 'u-lan', submissionId: 'r1' };
  world.deliver('mail', request);
  return at;
}

describe('the question whether mails are wanted that a colleague was asked for', () => {
  it('goes to the mailbox of the record, once a day, without advertising', async () => {
    const lead = world.putLead({ consent: { newsletter: asked() } });

    ask(lead);
    await world.pass(minutes);
    ask(lead);
    await world.pass(minutes);

    expect(world.sent.map(({ to }) => to)).toEqual(['huong@example.com']);
    expect(world.sent[0]?.subject).not.toContain('[QC]');
    expect(world.sent[0]?.html).toContain('/v1/subscribe/');
    expect(reasons().toSorted()).toEqual(['sent', 'writtenLately']);
  });

  it.each<[string, (at: string) => void, Partial<Lead>, string]>([
    [
      'refused them since',
      (at) =>
        world.putAddress({ choices: { version: 1, refusedAll: new Date(Date.parse(at) + 1).toISOString(), refused: {}, confirmed: {} } }),
      {},
      'refusedSince',
    ],
    ['took that back with a colleague', () => {}, { consent: { newsletter: { ...asked(), granted: false } } }, 'refusedSince'],
    ['has no address any more', () => {}, { email: null }, 'noEmail'],
    ['has an address that is closed', (at) => world.putAddress({ suppression: { reason: 'complaint', at } }), {}, 'suppressed'],
  ])('does not go to who %s', async (_what, arrange, changes, reason) => {
    const lead = world.putLead({ consent: { newsletter: asked() }, ...changes });
    arrange(ask(lead));

    await world.pass(minutes);

    expect([world.sent.length, reasons()]).toEqual([0, [reason]]);
  });

  it('does not go a week late', async () => {
    const lead = world.putLead({ consent: { newsletter: asked() } });
    const at = new Date(world.now - 8 * days).toISOString();
    world.deliver('mail', {
      v: 1,
      kind: 'subscriptionAsked',
      leadId: lead.leadId,
      at,
      channel: 'manual',
      sourceId: 'u-lan',
      submissionId: 'r1',
    });

    await world.pass(minutes);

    expect(reasons()).toEqual(['askedTooLate']);
  });
});
