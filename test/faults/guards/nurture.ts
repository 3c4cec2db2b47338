import { sendMail } from '../../../shared/mail/send.ts';
import { AdvertisingWorld } from '../../support/advertising-world.ts';
import { asked } from '../../support/mail-world.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { choices, NurtureWorld, topic } from '../../support/nurture-world.ts';
import { seed } from '../../support/proof.ts';
import { mail } from '../../support/sequences.ts';
import type { Alarm, Guard } from './alarm.ts';
import { type Which, weakened } from './weakened-table.ts';

/** Nine in the morning in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');
const without = (guard: Guard, unguarded: Which) => weakened(memoryTable(), guard === 'on' ? {} : { ignoresConditionsOn: unguarded });

/** Sends the mail of a run for which everything spoke when it was planned, until `change` happened just before its claim. */
async function sentAfter(guard: Guard, unguarded: Which, change: (world: NurtureWorld) => void): Promise<number> {
  const world = new NurtureWorld(seed, without(guard, unguarded));
  const lead = world.putLead();
  world.putAddress({ choices });
  world.now = morning;
  await world.enrol(lead, world.configure([mail('mot')]));
  let isChanged = false;
  world.onCall = (name, when) => {
    if (isChanged || name !== 'transact' || when !== 'before') return;
    isChanged = true;
    change(world);
  };
  await world.run(world.now);
  if (!isChanged) throw new Error('no mail came to its claim');
  return world.sent.length;
}

export const nurtureAlarms: readonly Alarm[] = [
  {
    invariant: 4,
    guard: 'the slot of the mailbox',
    async prove(guard) {
      const world = new AdvertisingWorld(
        seed,
        without(guard, ({ pk }) => pk.startsWith('MAILBOX#')),
      );
      world.mostPerDay = 1;
      world.putLead();
      // Two mails at the same moment: both read that the slot is free.
      const parts = world.parts();
      await Promise.all(['s1', 's2'].map((submissionId) => sendMail(asked('welcome', 'L1', submissionId), parts)));
      return world.sent.slice(1).map(() => 'a mailbox got more advertising mails in one day than it has slots');
    },
  },
  {
    invariant: 4,
    guard: 'the slot of what the company promised a mailbox',
    async prove(guard) {
      // Without the day's slots, which would keep the two mails apart as well.
      const ignoresConditionsOn: Which = ({ pk, sk }) => pk.startsWith('MAILBOX#') && (guard === 'off' || sk !== 'PROMISE');
      const world = new AdvertisingWorld(seed, weakened(memoryTable(), { ignoresConditionsOn }));
      world.atMost = { mails: 1, days: 30 };
      world.putLead();
      const parts = world.parts();
      await Promise.all(['s1', 's2'].map((submissionId) => sendMail(asked('welcome', 'L1', submissionId), parts)));
      return world.sent.slice(1).map(() => 'a mailbox got more advertising mails in a month than the company promised');
    },
  },
  {
    invariant: 4,
    guard: 'the run at its step, in the claim',
    async prove(guard) {
      const sent = await sentAfter(
        guard,
        ({ sk }) => sk.startsWith('ENROL#'),
        ({ table }) => {
          const [run] = table.all().filter(({ sk }) => String(sk).startsWith('ENROL#'));
          if (!run) throw new Error('no run');
          table.seed({ ...run, state: 'ended', dueAt: null, ended: { at: new Date(morning).toISOString(), reason: 'byHand' } });
        },
      );
      return sent === 0 ? [] : ['a mail was handed to SES for a run that a colleague had ended'];
    },
  },
  {
    invariant: 4,
    guard: 'the topic of a mail, in the claim',
    async prove(guard) {
      const sent = await sentAfter(
        guard,
        ({ pk }) => pk.startsWith('ADDRESS#'),
        (world) => world.putAddress({ choices: { version: 2, confirmed: {}, refused: { [topic]: new Date(morning).toISOString() } } }),
      );
      return sent === 0 ? [] : ['a mail was handed to SES after its person refused the topic'];
    },
  },
  {
    invariant: 4,
    guard: 'the confirmation of the topic, in the claim',
    async prove(guard) {
      const sent = await sentAfter(
        guard,
        ({ pk }) => pk.startsWith('ADDRESS#'),
        (world) => world.putAddress({ choices: { version: 2, confirmed: {}, refused: {} } }),
      );
      return sent === 0 ? [] : ['a mail was handed to SES whose topic nobody confirms any more'];
    },
  },
];
