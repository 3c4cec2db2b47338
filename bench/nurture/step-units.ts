import { handleMailMessage } from '../../shared/mail/send.ts';
import type { Table } from '../../shared/platform/table.ts';
import { VirtualTime } from '../../test/faults/world/time.ts';
import { AdvertisingWorld } from '../../test/support/advertising-world.ts';
import { asked } from '../../test/support/mail-world.ts';
import { randomFrom } from '../../test/support/random-numbers.ts';

/** Write units of one step by what they go to. */
export type StepUnits = Readonly<Record<string, number>>;

/** As many as a batch holds at ten thousand steps a minute. */
const mailsOfBatch = 40;
/** Of an item of less than a kilobyte in a transaction. */
const inTransaction = 2;

/** Counts what the gate writes for a mail that advertises, in a batch, and adds what the enrolment has in the same transactions. */
export async function stepUnits(): Promise<StepUnits> {
  return {
    'claim (mail, address, slot of the mailbox) and end (mail, entry), with its place among mails to people': await gateUnits(),
    'the enrolment that the claim checks, its move and its next timer at the end': 3 * inTransaction,
    'the timer that was due, taken away': 1,
  };
}

async function gateUnits(): Promise<number> {
  const world = new AdvertisingWorld();
  const time = new VirtualTime();
  const leads = Array.from({ length: mailsOfBatch }, (_, index) =>
    world.putLead({ leadId: world.ids.leadId(new Date()), email: `khach${index}@example.com` }),
  );
  const before = world.table.used.write;
  const parts = { ...world.parts(), table: answeringLater(world.table, time) };
  const sent = Promise.all(leads.map(({ leadId }) => handleMailMessage(asked('welcome', leadId), parts)));
  await time.run();
  await sent;
  if (world.sent.length !== mailsOfBatch) throw new Error(`${world.sent.length} of ${mailsOfBatch} mails were sent`);
  return (world.table.used.write - before) / mailsOfBatch;
}

/** A table that takes its time, so that the mails of a batch do not ask in step. */
function answeringLater(table: Table, time: VirtualTime): Table {
  const random = randomFrom(1);
  const later = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    await time.sleep(2 + 6 * random());
    return call();
  };
  return {
    ...table,
    get: (key, options) => later(() => table.get(key, options)),
    batchGet: (keys, options) => later(() => table.batchGet(keys, options)),
    query: (input) => later(() => table.query(input)),
    update: (input) => later(() => table.update(input)),
    transact: (writes) => later(() => table.transact(writes)),
  };
}
