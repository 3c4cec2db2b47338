import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MailRequest } from '../../../events/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import type { AddressChoices } from '../../../shared/mail/index.ts';
import { choices, NurtureWorld, topic } from '../../support/nurture-world.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;

let world: NurtureWorld;
let lead: Lead;

beforeEach(() => {
  world = new NurtureWorld();
  lead = world.putLead();
});

const reasons = () => world.mails().map(({ status, reason }) => reason ?? status);

/** Refuses as a link does: what is chosen, and the mail that confirms it. Answers the moment. */
function refuse(change: (at: string) => Partial<AddressChoices>, topics: string[] | null = null): string {
  const at = world.clock().toISOString();
  world.putAddress({ choices: { version: 2, refused: {}, confirmed: {}, ...change(at) } });
  const request: MailRequest = { v: 1, kind: 'refusalConfirmed', leadId: lead.leadId, at, topics };
  world.deliver('mail', request);
  return at;
}

describe('the confirmation of a refusal', () => {
  it('goes to the address of the record, without advertising', async () => {
    refuse((at) => ({ refusedAll: at }));
    await world.pass(minutes);

    expect(world.sent.map(({ to }) => to)).toEqual(['huong@example.com']);
    expect(world.sent[0]?.subject).not.toContain('[QC]');
  });

  it('is not sent of what was taken back before', async () => {
    refuse((at) => ({ refusedAll: at }));
    world.putAddress({ choices });
    await world.pass(minutes);

    expect(world.sent).toEqual([]);
    expect(reasons()).toEqual(['takenBack']);
  });

  it('goes to a mailbox once a day, however often its link refuses and takes back; what stands is confirmed after it', async () => {
    for (let turn = 0; turn < 5; turn += 1) {
      refuse((at) => ({ refusedAll: at }));
      await world.pass(10 * minutes);
    }
    expect(world.sent).toHaveLength(1);

    await world.pass(2 * days);

    expect(world.sent).toHaveLength(2);
    expect(reasons().toSorted()).toEqual(['sent', 'sent', 'takenBack', 'takenBack', 'takenBack']);
  });

  it('comes of each refusal that stands: of a topic at once, of all a day later', async () => {
    const first = refuse((at) => ({ refused: { [topic]: at } }), [topic]);
    await world.pass(minutes);
    refuse((at) => ({ refused: { [topic]: first }, refusedAll: at }));
    await world.pass(minutes);
    expect(reasons().toSorted()).toEqual(['sent', 'writtenLately']);

    await world.pass(days + 5 * minutes);

    expect(reasons()).toEqual(['sent', 'sent']);
  });
});
