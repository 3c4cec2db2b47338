import { type UserConfig, userKind } from '../access/user-config.ts';
import { calendarOf, nextWorkingDayAt } from '../calendar/index.ts';
import { readCompany } from '../company/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { addMs, hoursMs, minutesMs } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { walkWaiting } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { readOverdue } from '../tasks/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { morningRequest, putMorning } from './morning-request.ts';
import { decisionsBetween } from './read-morning.ts';

/** Where the company says no time, the day is looked at all the same, and nobody is told. */
const usualTime = '07:30';
/** Behind a standstill the morning is over: the next one tells it. */
const latestMs = 4 * hoursMs;

/**
 * Has each leader told, on the mornings on which the company works, how their pools stand; nobody where there is nothing to say. The next morning stands before
 * anybody is told, and a second delivery asks for the same mails.
 */
export const tellMorningWork = defineWork({
  kind: 'tellMorning' satisfies typeof morningRequest.kind,
  schema: morningRequest.schema,
  async run({ step, at, since }, parts) {
    const { table, config, clock, queues, log } = parts;
    const company = await readCompany(config);
    const [due, now] = [new Date(at), clock()];
    const from = new Date(Math.max(now.getTime(), addMs(due, step === 'set' ? 0 : minutesMs).getTime()));
    const next = nextWorkingDayAt(calendarOf(company), from, company.leaderMorning?.at ?? usualTime);
    const isMissed = now.getTime() - due.getTime() > latestMs;
    // What a missed morning would have told is for the next one.
    const isTold = step === 'tell' && !isMissed;
    await table.put(putMorning('tell', next, isTold ? due : new Date(since)).Put);
    if (!isTold || !company.leaderMorning) return;
    const { documents } = await config.current(userKind);
    const leaders = [...documents.values()].filter(({ role, pools = [] }) => role === 'leader' && pools.length > 0);
    const told = await Promise.all(
      leaders.map(async (leader) => {
        const leadId = await firstToTell(leader, { since, until: at }, parts);
        return leadId ? [{ body: mailRequest('morningNotice', leadId, { userId: leader.id, morning: at, since }) }] : [];
      }),
    );
    await queues.notice.sendAll(told.flat());
    log.info('leaders are told how their pools stand', { at, leaders: leaders.length, told: told.flat().length });
  },
});

/** Finds a lead that the morning of a leader tells of, which the mail is kept with; undefined: there is nothing to say. */
async function firstToTell(
  { pools: poolIds = [] }: UserConfig,
  span: { readonly since: string; readonly until: string },
  { table, config }: Pick<WorkParts, 'table' | 'config'>,
): Promise<LeadId | undefined> {
  for (const poolId of poolIds) {
    for await (const { leadId } of walkWaiting(table, poolId, { after: null, likely: 1 })) return leadId;
  }
  const { documents } = await config.current(poolKind);
  const repIds = new Set(poolIds.flatMap((poolId) => documents.get(poolId)?.members.map(({ repId }) => repId) ?? []));
  const overdue = await firstOverdue(table, [...repIds], span.until);
  if (overdue) return overdue;
  for await (const { leadId } of decisionsBetween(table, poolIds, span)) return leadId;
  return undefined;
}

async function firstOverdue(table: Table, repIds: readonly Parameters<typeof readOverdue>[1][], at: string): Promise<LeadId | undefined> {
  for (const repId of repIds) {
    const [first] = await readOverdue(table, repId, at, 1);
    if (first) return first.leadId;
  }
  return undefined;
}
