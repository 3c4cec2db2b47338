import type { MailRequest } from '../../events/index.ts';
import { type UserConfig, userKind } from '../access/user-config.ts';
import { calendarOf, nextWorkingDayAt } from '../calendar/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { readCompany } from '../company/index.ts';
import { mailRequest } from '../mail-requests/index.ts';
import { addMs, hoursMs, minutesMs } from '../platform/clock.ts';
import type { LeadId, PoolId } from '../platform/ids.ts';
import { ConditionFailedError, type PutWrite, type Table } from '../platform/table.ts';
import { walkWaiting } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { readOverdue } from '../tasks/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { morningRequest, putMorning } from './morning-request.ts';
import { leadsOfMarketing, marketingPoolsOf, marketingRules } from './read-marketing.ts';
import { decisionsBetween, type MorningSpan } from './read-morning.ts';

/** Where the company says no time, marketing is told at this one, and leaders are not. */
const usualTime = '07:30';
/** Behind a standstill the morning is over: the next one tells it. */
const latestMs = 4 * hoursMs;

/**
 * Has each leader told, on the mornings on which the company works, how their pools stand, and marketing what its leads did; nobody where there is nothing to
 * say. The next morning stands before anybody is told, and a second delivery asks for the same mails.
 * A deployment sets it only where none is set: the one that is knows what was told last.
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
    const following = putMorning('tell', next, isTold ? due : new Date(since));
    if (step === 'set') await putIfNew(table, following);
    else await table.put(following.Put);
    if (!isTold) return;
    const { documents } = await config.current(userKind);
    const users = [...documents.values()];
    const asked = await Promise.all([
      leadersToTell(users, company, { since, until: at }, parts),
      marketingToTell(users, company, { since, until: at }, parts),
    ]);
    const told = asked.flat();
    await queues.notice.sendAll(told.map((body) => ({ body })));
    log.info('mornings are told', { at, told: told.length });
  },
});

/** Writes an item unless one stands there, whatever that one says. Safe to repeat. */
async function putIfNew(table: Pick<Table, 'put'>, { Put }: PutWrite): Promise<void> {
  try {
    await table.put({ ...Put, ConditionExpression: 'attribute_not_exists(pk)' });
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

type MorningParts = Pick<WorkParts, 'table' | 'config'>;

/** Asks for the mornings of leaders, of whose pools there is something to tell. */
async function leadersToTell(
  users: readonly UserConfig[],
  { leaderMorning }: CompanyConfig,
  span: MorningSpan,
  parts: MorningParts,
): Promise<MailRequest[]> {
  if (!leaderMorning) return [];
  const leaders = users.filter(({ role, pools = [] }) => role === 'leader' && pools.length > 0);
  const asked = leaders.map(async (leader) => {
    const leadId = await firstToTell(leader, span, parts);
    return leadId ? [mailRequest('morningNotice', leadId, { userId: leader.id, morning: span.until, since: span.since })] : [];
  });
  return (await Promise.all(asked)).flat();
}

/** Asks for the mornings of whoever hears what leads did that marketing has. Where no pool waits for a level and no form leaves people to marketing, no lead is read. */
async function marketingToTell(
  users: readonly UserConfig[],
  company: CompanyConfig,
  span: MorningSpan,
  { table, config }: MorningParts,
): Promise<MailRequest[]> {
  const rules = await marketingRules(config);
  let waiting = users.map(({ id: userId, ...user }) => ({
    userId,
    own: new Set(marketingPoolsOf(user, rules, company).map(({ id }) => id)),
  }));
  const all = new Set(waiting.flatMap(({ own }) => [...own]));
  const asked: MailRequest[] = [];
  // One walk for all of them: each is told where there is something of theirs.
  for await (const { leadId, routing } of leadsOfMarketing([...all], span, table)) {
    const isTheirs = ({ own }: { readonly own: ReadonlySet<PoolId> }) => routing !== null && own.has(routing.poolId);
    asked.push(
      ...waiting
        .filter(isTheirs)
        .map(({ userId }) => mailRequest('marketingNotice', leadId, { userId, morning: span.until, since: span.since })),
    );
    waiting = waiting.filter((one) => !isTheirs(one) && one.own.size > 0);
    if (waiting.length === 0) break;
  }
  return asked;
}

/** Finds a lead that the morning of a leader tells of, which the mail is kept with; undefined: there is nothing to say. */
async function firstToTell(
  { pools: poolIds = [] }: UserConfig,
  span: MorningSpan,
  { table, config }: MorningParts,
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
