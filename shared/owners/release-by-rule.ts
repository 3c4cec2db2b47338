import { leadUnassigned } from '../../events/index.ts';
import { calendarOf, nextWorkingDayAt } from '../calendar/index.ts';
import { readCalls } from '../call-log/index.ts';
import { readCompany } from '../company/index.ts';
import { draftEntry, type Lead, readLead } from '../leads/index.ts';
import { readLetters } from '../letters/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { opportunitiesAssignedAs } from '../needs/index.ts';
import { addMs, daysMs, epochSeconds, isoTime } from '../platform/clock.ts';
import { type LeadId, type LoggedCallId, leadSubject, type RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { changeAssignment, isProtected, poolInCharge, readAssignment } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import type { RepConfig } from '../routing/rep-config.ts';
import { readSeat } from '../seats/index.ts';
import { readTasks } from '../tasks/index.ts';
import { readSentTexts } from '../texts/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import type { WorkParts } from '../work/index.ts';
import { type MayGo, ruleOf, whyStays } from './rules-release.ts';

/** By the clocks of the rep, on a day on which they work: beside what they have not done. */
const tellAt = '08:00';
const keptDays = 14;

interface ReleaseAsked extends MayGo {
  readonly leadId: LeadId;
  /** Who has it, as long as they are there to be told. */
  readonly rep: RepConfig | undefined;
  /** The call by whose outcome it floats. @default - no call */
  readonly callId?: LoggedCallId;
  /** What asks. */
  readonly correlationId: string;
}

/**
 * Lets a lead float by a rule of its pool, unless something keeps it with its rep. The rep is told with the others of the day, by a timer of the same transaction.
 * Safe to repeat: what the rep has no more stays where it is.
 * @returns whether it floats by this
 */
export function releaseByRule(asked: ReleaseAsked, parts: Pick<WorkParts, 'table' | 'config' | 'clock' | 'ids'>): Promise<boolean> {
  const { leadId, repId, because, rep, callId, correlationId } = asked;
  const { table, config, clock, ids } = parts;
  return untilWritten(async () => {
    // The lead first: what happens to it between the reads is then refused by its version.
    const lead = await readLead(table, leadId, { consistent: true });
    if (!lead) return false;
    const [assignment, tasks, [call], wroteAt, { documents: pools }] = await Promise.all([
      readAssignment(table, lead.leadId, leadSubject),
      readTasks(table, lead),
      readCalls(table, lead, { limit: 1, consistent: true }),
      because.rule === 'age' ? wroteLast(table, lead) : null,
      config.current(poolKind),
    ]);
    const poolId = poolInCharge(lead, { subject: leadSubject, poolId: assignment?.poolId ?? '-' });
    const at = clock();
    if (!ruleOf(pools.get(poolId)) || !assignment || assignment.repId === null) return false;
    const isOvertaken = callId !== undefined && call?.callId !== callId;
    const known = { lead, assignment, isProtected: isProtected(assignment, at), tasks, calledAt: call?.at ?? null, wroteAt, isOvertaken };
    if (whyStays(known, asked, at)) return false;
    const [seat, opportunities, told] = await Promise.all([
      readSeat(table, lead.leadId, repId),
      opportunitiesAssignedAs(table, lead, leadSubject),
      rep?.active ? tellRep(rep, { leadId: lead.leadId, because }, at, parts) : [],
    ]);
    const moved = changeAssignment({
      lead,
      subject: leadSubject,
      before: assignment,
      to: { state: 'floating', poolId, repId: null, decisionId: null },
      entries: [
        draftEntry(leadUnassigned, {
          subject: leadSubject,
          poolId,
          repId,
          reason: 'floating',
          decisionId: assignment.decisionId,
          byRule: because,
          credit: 'kept',
        }),
      ],
      seats: seat ? [seat] : [],
      tasks,
      opportunities,
      ids,
      at,
      actor: { kind: 'system', id: 'release' },
      cause: { correlationId, causationId: correlationId },
    });
    await table.transact([...moved, ...told]);
    return true;
  });
}

/** Returns the writes by which a rep hears next morning what floats of theirs: of a night in which many do it is one mail. */
async function tellRep(
  rep: RepConfig,
  released: Pick<ReleaseAsked, 'leadId' | 'because'>,
  at: Date,
  { config }: Pick<WorkParts, 'config'>,
): Promise<readonly WriteItem[]> {
  const company = await readCompany(config);
  const morning = isoTime(nextWorkingDayAt(calendarOf(company, rep), at, tellAt));
  const message = mailRequest('releasedNotice', released.leadId, { repId: rep.id, morning });
  return [
    noteReleased(rep.id, morning, released, at),
    putTimer({ timerId: timerIdFor('released', rep.id), dueAt: morning, queue: 'notice', message }),
  ];
}

/** Adds a lead to those that a rep hears of on a morning: an attribute for each, so that two that go at once do not wait for each other's list. */
function noteReleased(repId: RepId, morning: string, { leadId, because }: Pick<ReleaseAsked, 'leadId' | 'because'>, at: Date): WriteItem {
  return {
    Update: {
      Key: keys.released(repId, morning),
      UpdateExpression: 'SET #lead = :because, expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#lead': leadId },
      ExpressionAttributeValues: { ':because': because, ':expiresAt': epochSeconds(addMs(at, keptDays * daysMs)) },
    },
  };
}

/** When somebody last wrote to the person in their own words, by mail or from their phone. */
async function wroteLast(table: Pick<Table, 'query'>, lead: Lead): Promise<string | null> {
  const written = await Promise.all([readLetters(table, lead, { limit: 1 }), readSentTexts(table, lead, { limit: 1 })]);
  return (
    written
      .flat()
      .map(({ at }) => at)
      .toSorted()
      .at(-1) ?? null
  );
}
