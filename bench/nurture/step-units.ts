import { handleMailMessage } from '../../shared/mail/send.ts';
import type { Table } from '../../shared/platform/table.ts';
import { VirtualTime } from '../../test/faults/world/time.ts';
import { choices, NurtureWorld } from '../../test/support/nurture-world.ts';
import { postRef } from '../../test/support/post-ref.ts';
import { randomFrom } from '../../test/support/random-numbers.ts';

/** Write units of one step by what they go to. */
export type StepUnits = Readonly<Record<string, number>>;

/** As many as a batch holds at ten thousand steps a minute. */
const mailsOfBatch = 40;
/** Nine in the morning of its leads: nothing waits for the day. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');
const granted = { granted: true, at: '2026-11-01T00:00:00.000Z', textVersion: '1', ...postRef('s1') };

/** Counts what the gate writes for a mail of a sequence that advertises, in a batch, and adds the timer that asked for it. */
export async function stepUnits(): Promise<StepUnits> {
  return {
    'claim (mail, address, slot of the mailbox, enrolment) and end (mail, entry, enrolment, next timer), with its place among mails to people':
      await gateUnits(),
    'the timer that was due, taken away by whoever sent its message': 1,
  };
}

async function gateUnits(): Promise<number> {
  const world = new NurtureWorld();
  world.now = morning;
  const sequence = world.configure();
  const time = new VirtualTime();
  const leads = Array.from({ length: mailsOfBatch }, (_, index) => {
    const email = `khach${index}@example.com`;
    world.putAddress({ choices }, email);
    return world.putLead({ leadId: world.ids.leadId(world.clock()), email, consent: { contact: granted, newsletter: granted } });
  });
  for (const lead of leads) await world.enrol(lead, sequence);
  const request = { v: 1, kind: 'sequenceMail', sequenceId: sequence.id, run: 1, stepId: 'mot' } as const;
  const before = world.table.used.write;
  const parts = { ...world.parts(), table: answeringLater(world.table, time) };
  const sent = Promise.all(leads.map(({ leadId }) => handleMailMessage({ ...request, leadId }, parts)));
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
