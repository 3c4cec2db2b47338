import { spanAt } from '../../../shared/mail/rules-digest.ts';
import { sendMail } from '../../../shared/mail/send.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { asked, ids, MailWorld } from '../../support/mail-world.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { seed } from '../../support/proof.ts';
import type { Alarm } from './alarm.ts';
import { weakened } from './weakened-table.ts';

const minutes = 60_000;

/** A rep who heard of so many leads in these ten minutes, and of whose leads one more is told. */
function worldAfter(heard: number, table: MemoryTable = memoryTable()): MailWorld {
  const world = new MailWorld(seed, table);
  world.table.seed({ ...keys.noticesOfRep(ids.rep), [`n${spanAt(world.clock())}`]: heard });
  world.putLead();
  return world;
}

/** A table whose digests stay open when they are written. */
function neverCloses(table: MemoryTable): MemoryTable {
  const opened = ({ Key, ...update }: Parameters<MemoryTable['update']>[0]) =>
    String(Key?.sk).startsWith('DIGEST#') ? { Key, ...update, UpdateExpression: 'SET wasWritten = :true' } : { Key, ...update };
  return { ...table, update: (input) => table.update(opened(input)) };
}

/** How often a notice of the lead went out, alone or in a digest. */
const timesTold = ({ sent }: MailWorld): number => sent.length;

/** Lets time pass, with a look at the timers each minute. */
async function pass(world: MailWorld, ms: number): Promise<void> {
  for (const end = world.now + ms; world.now < end; ) {
    await world.tick();
    await world.run(world.now + minutes);
  }
}

export const digestAlarms: readonly Alarm[] = [
  {
    invariant: 4,
    guard: 'the free mail of a notice that is left to a digest',
    async prove(guard) {
      const weakness = { ignoresConditionsOn: ({ sk }: { readonly sk: string }) => sk.startsWith('MAIL#') };
      const world = worldAfter(9, weakened(memoryTable(), guard === 'on' ? {} : weakness));
      // Else SES' own telling that it took the mail, unguarded as well, would mend it.
      world.losesEvent = () => true;
      // Its message comes twice: first as the tenth notice of the hour, which goes out alone, then as the eleventh.
      for (const _ of [1, 2]) await sendMail(asked('assignedNotice'), world.parts());
      await pass(world, 10 * minutes);
      const times = timesTold(world);
      return times === 1 ? [] : [`a rep was told of one lead ${times} times, alone and in a digest`];
    },
  },
  {
    invariant: 4,
    guard: 'the closing of a digest before it is read',
    async prove(guard) {
      const table = memoryTable();
      const world = worldAfter(10, guard === 'on' ? table : neverCloses(table));
      await sendMail(asked('assignedNotice'), world.parts());
      const before = world.now;
      await pass(world, 10 * minutes);
      // A worker whose clock is behind, or that was held up, comes when the digest has been sent.
      const sent = world.now;
      world.now = before;
      world.putLead({ leadId: LeadId.parse('L2'), fullName: 'Lê Thị Bình' });
      await sendMail(asked('assignedNotice', 'L2'), world.parts());
      world.now = sent;
      await pass(world, 20 * minutes);
      return timesTold(world) === 2 ? [] : ['a notice joined a digest that was sent, and nobody heard of it'];
    },
  },
];
