import { describe, expect, it } from '@jest/globals';
import { handleMailMessage } from '../../../shared/mail/send.ts';
import { LeadId, MailId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { noMailLimits } from '../../support/mail-limits.ts';
import { company } from '../../support/mail-world.ts';
import { choices, NurtureWorld } from '../../support/nurture-world.ts';
import { inParallel, report, seed, size } from '../../support/proof.ts';
import { randomFrom } from '../../support/random-numbers.ts';
import { mail } from '../../support/sequences.ts';

const batch = size(600, 10_000);
const workers = 12;
/** Before which of its worker's calls somebody refuses; 0: while the mail is on its way to SES. */
const mostCalls = 14;
/** Nine in the morning in Hanoi. */
const morning = Date.parse('2026-11-23T02:00:00.000Z');
const mailId = MailId.parse('sequenceMail-thu_1_mot');

/** A table that waits for `step` before each call. */
function stepping(table: Table, step: () => Promise<void>): Table {
  return {
    ...table,
    get: (...input) => step().then(() => table.get(...input)),
    batchGet: (...input) => step().then(() => table.batchGet(...input)),
    query: (...input) => step().then(() => table.query(...input)),
    update: (...input) => step().then(() => table.update(...input)),
    transact: (...input) => step().then(() => table.transact(...input)),
  };
}

/** What was seen when a refusal was stored, in the same turn of the event loop. */
interface Refusal {
  readonly atCall: number;
  /** The mail was claimed by then, or further. */
  readonly isClaimed: boolean;
  readonly isSent: boolean;
}

/** Sends a mail of a sequence to many, by several workers at once, while every second person refuses at some step of it. */
async function sendBatch(world: NurtureWorld) {
  const roll = randomFrom(seed);
  const stumble = async () => {
    for (let turns = Math.floor(roll() * 6); turns > 0; turns -= 1) await Promise.resolve();
  };
  world.documents.company = [{ ...company, mailLimits: noMailLimits }];
  world.now = morning;
  const sequence = world.configure([mail('mot')]);
  const refusals = new Map<LeadId, Refusal>();
  const sent = new Map<LeadId, number>();
  const people = Array.from({ length: batch }, (_, index) => {
    const email = `khach${index}@example.com`;
    const lead = world.putLead({ leadId: LeadId.parse(`L${index + 1}`), email });
    world.putAddress({ choices }, email);
    return { lead, email, refusesAt: index % 2 === 0 ? null : Math.floor(roll() * mostCalls) };
  });
  for (const { lead } of people) await world.enrol(lead, sequence);

  const made = await inParallel(people, workers, async ({ lead: { leadId }, email, refusesAt }) => {
    let calls = 0;
    const refuse = async (): Promise<void> => {
      await stumble();
      world.putAddress({ choices: { version: 2, refused: {}, confirmed: {}, refusedAll: world.clock().toISOString() } }, email);
      const { pk, sk } = keys.mail(leadId, mailId);
      const status = String(world.table.items.get(`${pk} ${sk}`)?.status);
      refusals.set(leadId, { atCall: calls, isClaimed: status === 'claimed' || status === 'sent', isSent: sent.has(leadId) });
    };
    let refusing: Promise<void> | undefined;
    const parts = world.parts();
    const table = stepping(parts.table, async () => {
      calls += 1;
      if (calls === refusesAt) refusing = refuse();
      await stumble();
    });
    const ses: typeof parts.ses = {
      async send(outgoing) {
        await stumble();
        if (refusesAt === 0) await refuse();
        sent.set(leadId, calls);
        return parts.ses.send(outgoing);
      },
    };
    const request = { v: 1, kind: 'sequenceMail', leadId, sequenceId: sequence.id, run: 1, stepId: 'mot' } as const;
    await handleMailMessage(request, { ...parts, table, ses });
    await refusing;
    return calls;
  });
  // Each message comes once more.
  await world.run();

  const seen = [...refusals].map(([leadId, refusal]) => ({
    ...refusal,
    calls: (sent.get(leadId) ?? refusal.atCall) - refusal.atCall,
    leadId,
  }));
  const delivered = Map.groupBy(world.sent, ({ tags }) => String(tags.leadId));
  return {
    refused: refusals.size,
    inTime: seen.filter(({ isClaimed }) => !isClaimed).length,
    claimedAfter: seen.filter(({ isClaimed, leadId }) => !isClaimed && delivered.has(leadId)).length,
    inFlight: seen.filter(({ isClaimed, isSent }) => isClaimed && !isSent).length,
    /** Calls of the table between a refusal and the mail that was on its way, at most. */
    window: Math.max(0, ...seen.filter(({ isClaimed }) => isClaimed).map(({ calls }) => calls)),
    twice: [...delivered.values()].filter((mails) => mails.length > 1).length,
    mostCalls: Math.max(...made),
    missed: people.filter(({ lead }) => !refusals.has(lead.leadId) && !delivered.has(lead.leadId)).length,
  };
}

describe(`T18, ${batch} mails by ${workers} workers, seed ${seed}`, () => {
  it('claims no mail for who refused before, at whatever step of it, and leaves out nobody else', async () => {
    const result = await sendBatch(new NurtureWorld(seed));
    report('T18 advertising mails', { mails: batch, ...result });

    expect(result).toMatchObject({ claimedAfter: 0, twice: 0, missed: 0 });
    // The refusals came at all kinds of moments, or nothing was shown.
    expect(Math.min(result.inTime, result.refused - result.inTime, result.inFlight)).toBeGreaterThan(0);
    // Between its claim and SES a worker asks the table for nothing.
    expect(result.window).toBe(0);
  });
});
