import { describe, expect, it } from '@jest/globals';
import { percentile } from '../../../bench/support/statistics.ts';
import { handOverMs } from '../../../shared/mail/rules-retry.ts';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { LeadId } from '../../../shared/platform/ids.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { VirtualTime } from '../../faults/world/time.ts';
import { noMailLimits } from '../../support/mail-limits.ts';
import { company } from '../../support/mail-world.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { choices, NurtureWorld } from '../../support/nurture-world.ts';
import { inParallel, report, seed, size } from '../../support/proof.ts';
import { randomFrom } from '../../support/random-numbers.ts';
import { mail } from '../../support/sequences.ts';

const batch = size(600, 10_000);
/** Five instances, each with fifty mails, as infra/ has them. */
const atOnce = 250;
/** Somebody refuses within so long after their mail was begun: it may be claimed by then, and be with SES. */
const longestMs = 120;

const refusedAll = (at: Date) => ({ choices: { version: 2, refused: {}, confirmed: {}, refusedAll: at.toISOString() } });

/** A moment with its place in the order of all that happened. */
interface Moment {
  readonly at: number;
  readonly order: number;
}

/** What happened to the mails of a batch, by whom they are for; each in the moment in which it was stored, or handed to SES. */
class Journal {
  readonly claims = new Map<string, Moment[]>();
  readonly refusals = new Map<string, Moment>();
  readonly handedOver = new Map<string, Moment>();
  readonly #now: () => number;
  #order = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  moment(): Moment {
    this.#order += 1;
    return { at: this.#now(), order: this.#order };
  }

  /** The same table, whose claims are noted. */
  watch(table: MemoryTable): MemoryTable {
    return {
      ...table,
      transact: async (writes) => {
        await table.transact(writes);
        for (const write of writes) {
          const values = 'Update' in write ? write.Update.ExpressionAttributeValues : undefined;
          if (values?.[':claimed'] !== 'claimed' || values[':leaseUntil'] === undefined) continue;
          const leadId = String(values[':leadId']);
          this.claims.set(leadId, [...(this.claims.get(leadId) ?? []), this.moment()]);
        }
      },
    };
  }
}

/** A table that takes its time, half on the way there and half back; some calls are slow, and some are so slow that a claim is of no use any more. */
function answeringLater(table: Table, time: VirtualTime, roll: () => number): Table {
  const wayMs = () => {
    const dice = roll();
    if (dice < 0.002) return 200 + 2_000 * roll();
    return dice < 0.012 ? 20 + 40 * roll() : 1 + 3 * roll();
  };
  const later = async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    const way = wayMs();
    await time.sleep(way);
    try {
      return await call();
    } finally {
      // Others of the batch have their turns before this one hears of it.
      await time.sleep(way + 10 * roll());
    }
  };
  return {
    ...table,
    get: (...input) => later(() => table.get(...input)),
    batchGet: (...input) => later(() => table.batchGet(...input)),
    query: (...input) => later(() => table.query(...input)),
    update: (...input) => later(() => table.update(...input)),
    transact: (...input) => later(() => table.transact(...input)),
  };
}

/** Sends a mail of a sequence to many, by several instances at once, while every second person refuses at some moment of it. */
async function sendBatch() {
  const roll = randomFrom(seed);
  const time = new VirtualTime();
  const journal = new Journal(() => time.now);
  const world = new NurtureWorld(seed, journal.watch(memoryTable()));
  world.documents.company = [{ ...company, mailLimits: noMailLimits }];
  world.now = time.now;
  world.fate = ({ tags }) => {
    journal.handedOver.set(String(tags.leadId), journal.moment());
    return 'accept';
  };
  const sequence = world.configure([mail('mot')]);
  const people = Array.from({ length: batch }, (_, index) => {
    const email = `khach${index}@example.com`;
    const { leadId } = world.putLead({ leadId: LeadId.parse(`L${index + 1}`), email });
    world.putAddress({ choices }, email);
    return { leadId, email, refusesAfterMs: index % 2 === 0 ? null : roll() * longestMs };
  });
  for (const person of people) {
    const lead = world.putLead({ leadId: person.leadId, email: person.email });
    await world.enrol(lead, sequence);
  }

  const refuse = ({ leadId, email }: (typeof people)[number]): void => {
    journal.refusals.set(leadId, journal.moment());
    world.putAddress(refusedAll(new Date(time.now)), email);
  };
  const sending = inParallel(people, atOnce, async (person) => {
    if (person.refusesAfterMs !== null) time.after(person.refusesAfterMs, () => refuse(person));
    const parts = world.parts();
    const ses: typeof parts.ses = {
      async send(outgoing) {
        world.now = time.now;
        const result = await parts.ses.send(outgoing);
        await time.sleep(40 + 50 * roll());
        return result;
      },
    };
    const request = { v: 1, kind: 'sequenceMail', leadId: person.leadId, sequenceId: sequence.id, run: 1, stepId: 'mot' } as const;
    await handleMailMessage(request, { ...parts, clock: time.clock, table: answeringLater(parts.table, time, roll), ses });
  });
  await time.run();
  await sending;
  // What was claimed in vain is tried again, and each message comes once more.
  world.now = time.now;
  await world.run();

  const windows = [...journal.handedOver].flatMap(([leadId, { at }]) => {
    const claim = journal.claims.get(leadId)?.at(-1);
    const refusal = journal.refusals.get(leadId);
    return claim ? [{ sinceClaim: at - claim.at, sinceRefusal: refusal ? at - refusal.at : null }] : [];
  });
  const inFlight = windows.flatMap(({ sinceRefusal }) => (sinceRefusal !== null && sinceRefusal > 0 ? [sinceRefusal] : []));
  const sinceClaim = windows.map((window) => window.sinceClaim);
  const delivered = Map.groupBy(world.sent, ({ tags }) => String(tags.leadId));
  const isRefusedBefore = (leadId: string, { order }: Moment) => (journal.refusals.get(leadId)?.order ?? order) < order;
  const claims = [...journal.claims];
  return {
    refused: journal.refusals.size,
    claimedAfter: claims.filter(([leadId, moments]) => moments.some((moment) => isRefusedBefore(leadId, moment))).length,
    refusedInTime: [...journal.refusals.keys()].filter((leadId) => !delivered.has(leadId)).length,
    /** Claims that were too old when they were answered: given back. */
    dropped: claims.reduce((sum, [leadId, moments]) => sum + moments.length - (delivered.has(leadId) ? 1 : 0), 0),
    inFlight: inFlight.length,
    inFlightP50: Math.round(percentile(inFlight, 50)),
    inFlightP99: Math.round(percentile(inFlight, 99)),
    longestInFlight: Math.ceil(Math.max(...inFlight)),
    sinceClaimP50: Math.round(percentile(sinceClaim, 50)),
    sinceClaimP99: Math.round(percentile(sinceClaim, 99)),
    longestSinceClaim: Math.ceil(Math.max(...sinceClaim)),
    twice: [...delivered.values()].filter((mails) => mails.length > 1).length,
    missed: people.filter(({ leadId }) => !journal.refusals.has(leadId) && !delivered.has(leadId)).length,
  };
}

describe(`T18, ${batch} mails, ${atOnce} at once, seed ${seed}`, () => {
  it('claims no mail for who refused before, leaves out nobody else, and has none on its way for longer than a second', async () => {
    const result = await sendBatch();
    report('T18 advertising mails, times in ms', { mails: batch, ...result });

    expect(result).toMatchObject({ claimedAfter: 0, twice: 0, missed: 0 });
    expect(result.longestSinceClaim).toBeLessThanOrEqual(handOverMs);
    expect(result.longestInFlight).toBeLessThanOrEqual(handOverMs);
    // The refusals came at all kinds of moments, or nothing was shown.
    expect(Math.min(result.refusedInTime, result.refused - result.refusedInTime, result.inFlight)).toBeGreaterThan(0);
  });
});
