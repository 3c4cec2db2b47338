import { parseLoggedCall } from '../../../shared/call-log/index.ts';
import { type Fact, type Need, placeOf, projectFact, readFact } from '../../../shared/facts/index.ts';
import { type Lead, parseLeadPost, parseTimelineEntries, type StoredEntry } from '../../../shared/leads/index.ts';
import { parseOpportunity } from '../../../shared/needs/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { parsePurchase } from '../../../shared/purchases/index.ts';
import type { World } from '../../support/lead-world/world.ts';
import { ownersIn, second, standing, type Told, type ToldData } from './told-by-hand.ts';

const order = ['anonymous', 'lead', 'mql', 'sql', 'sqo', 'customer', 'repeat'];

/**
 * Tells a person's life from the histories, calls, needs, orders and posts of their records, one entry after the other. It shares no line with the
 * fold of facts. What lies elsewhere (mails, visits, answers, tasks with a deadline, hours of work) is as `known` has it, and has cases of its own.
 */
export function factByHand(world: World, records: readonly [Lead, ...Lead[]], known: Fact): Fact {
  const [left] = records;
  const under = (record: Lead, prefix: string) =>
    [...world.table.items.values()].filter(({ pk, sk }) => pk === keys.leadPk(record.leadId) && String(sk).startsWith(prefix));
  const all = <One>(prefix: string, parse: (item: Record<string, unknown>) => One | readonly One[]): One[] =>
    records.flatMap((record) => under(record, prefix).flatMap((item) => parse(item) as One));
  const told: Told[] = records
    .flatMap((record) =>
      under(record, keys.timelinePrefix)
        .flatMap(parseTimelineEntries)
        .map(({ type, at, place, actor, data }: StoredEntry) => ({
          record,
          type,
          at: second(at),
          place: `${at}#${place}`,
          actor: actor.kind,
          data: data as unknown as ToldData,
        })),
    )
    .sort((one, other) => (one.place < other.place ? -1 : 1));
  const eldest = records.reduce((one, other) => (one.createdAt <= other.createdAt ? one : other));
  const posts = all(keys.leadPostPrefix, parseLeadPost).sort((one, other) => (one.at < other.at ? -1 : 1));
  const calls = all(keys.loggedCallPrefix, parseLoggedCall).sort((one, other) => (one.at < other.at ? -1 : 1));
  const stages = standing(records, told, {
    type: 'lead.stage_changed',
    first: (record, changes) => String(changes[0]?.data.from ?? record.stage),
    last: (record) => record.stage,
    join: (values) => values.reduce((one, other) => (order.indexOf(other) > order.indexOf(one) ? other : one)),
  });
  type Status = Fact['statuses'][number];
  const reasonAt = (at: number, status: string) => {
    const said = told.filter((one) => one.type === 'lead.status_changed' && one.at <= at);
    const lasts = records.flatMap((record) => said.findLast((one) => one.record === record) ?? []);
    return (lasts.find(({ data }) => data.to === status)?.data.reason ?? null) as Status['reason'];
  };
  const statuses = standing(records, told, {
    type: 'lead.status_changed',
    first: () => 'active',
    last: (record) => record.status,
    join: (values) => (values.includes('active') ? 'active' : (values[0] ?? 'active')),
  });
  const owners = records
    .flatMap((record) =>
      ownersIn(
        record,
        told.filter((one) => one.record === record),
      ),
    )
    .sort((one, other) => one.from - other.from || endOf(one) - endOf(other) || (one.repId < other.repId ? -1 : 1));
  const ofLead = owners.filter(({ subject }) => subject === 'lead');
  const repeated = new Set(
    told.flatMap(({ type, data }) =>
      type === 'submission.linked' && data.matchedBy === 'repeat' ? [JSON.stringify(data.submission.submissionId)] : [],
    ),
  );
  const tries = told.filter(
    ({ type, actor, data, place }) =>
      type === 'task.done' &&
      ['call', 'mail', 'meeting'].includes(data.kind) &&
      ['rep', 'user'].includes(actor) &&
      !told.some((later) => later.type === 'task.reopened' && later.data.taskId === data.taskId && later.place > place),
  );
  const first = (moments: readonly number[]): number | null => (moments.length === 0 ? null : Math.min(...moments));
  const touch = (post: {
    at: string;
    channel: string;
    sourceId: string;
    utm: { source?: string | undefined; medium?: string | undefined; campaign?: string | undefined };
  }) => ({
    at: second(post.at),
    channel: post.channel,
    sourceId: post.sourceId,
    utmSource: post.utm.source ?? null,
    utmMedium: post.utm.medium ?? null,
    utmCampaign: post.utm.campaign ?? null,
  });
  const firstPost = posts[0];
  const lastPost = posts.at(-1);
  return {
    ...known,
    id: left.leadId,
    arrivedAt: second(eldest.createdAt),
    ...(firstPost && lastPost ? { first: touch(firstPost), last: touch(lastPost) } : {}),
    poolId: told.find(({ type, record }) => type === 'lead.created' && record === eldest)?.data.poolId ?? null,
    products: left.products,
    enquiries: posts.map((post, place) => ({
      at: second(post.at),
      channel: post.channel,
      sourceId: post.sourceId,
      campaign: post.utm.campaign ?? null,
      kind: place === 0 ? 'new' : repeated.has(JSON.stringify(post.submissionId)) ? 'duplicate' : 'repeat',
    })),
    stages: stages.map(({ at, value }) => ({ at, stage: value as Fact['stages'][number]['stage'] })),
    statuses: statuses
      .filter(({ value }, place) => place > 0 || value !== 'active')
      .map(({ at, value }) => ({ at, status: value as Status['status'], reason: reasonAt(at, value) })),
    owners,
    t: {
      ...known.t,
      acceptedAt: Math.min(second(eldest.createdAt), second(firstPost?.at ?? eldest.createdAt)),
      assignedAt: ofLead[0]?.from ?? null,
      attemptedAt: first([...calls.map(({ at }) => second(at)), ...tries.map(({ at }) => at)]),
      contactedAt: first(calls.filter(({ isReached }) => isReached).map(({ at }) => second(at))),
      qualifiedAt: first(stages.filter(({ value }) => order.indexOf(value) >= order.indexOf('sql')).map(({ at }) => at)),
    },
    calls: calls.map(({ at, repId, outcome, isReached }) => ({ at: second(at), repId, outcome, reached: isReached })),
    needs: all(keys.opportunityPrefix, parseOpportunity)
      .sort((one, other) => (one.openedAt < other.openedAt ? -1 : 1))
      .map((need) => {
        const own = told.filter(({ type, data }) => type.startsWith('opportunity.') && data.opportunityId === need.opportunityId);
        const entered: { stage: string; at: number }[] = [];
        for (const { at, data, type } of own) {
          if (!['opened', 'changed', 'won', 'lost', 'reopened'].includes(type.slice('opportunity.'.length))) continue;
          if (data.standing.stage !== entered.at(-1)?.stage) entered.push({ stage: data.standing.stage, at });
        }
        const closes = own.flatMap(({ type, at, data: { reason, repId } }): Need['closes'][number][] => {
          if (type === 'opportunity.won') return [{ result: 'won', at, reason, repId }];
          if (type === 'opportunity.lost') return [{ result: 'lost', at, reason, repId }];
          return type === 'opportunity.reopened' ? [{ result: 'reopened', at, reason: null, repId: null }] : [];
        });
        // What was done under another record, before it was apart again, is seen by what came of it alone.
        if (entered.at(-1)?.stage !== need.stageId) entered.push({ stage: need.stageId, at: second(need.stageSince) });
        const isClosed = () => ['won', 'lost'].includes(closes.at(-1)?.result ?? '');
        const since = second(need.closed?.at ?? need.stageSince);
        const isTold = need.closed ? closes.at(-1)?.result === need.state && closes.at(-1)?.at === since : !isClosed();
        if (!isTold && isClosed()) {
          const at = need.closed ? since : Math.max(since, closes.at(-1)?.at ?? 0);
          closes.push({ result: 'reopened', at, reason: null, repId: null });
        }
        if (!isTold && need.closed && need.state !== 'open') {
          closes.push({ result: need.state, at: since, reason: need.closed.reason, repId: need.closed.repId });
        }
        const close = closes.at(-1);
        const state = close === undefined || close.result === 'reopened' ? 'open' : close.result;
        const standingOwner = owners.find(({ subject, to }) => to === null && subject === need.subject)?.repId ?? null;
        return {
          opportunityId: need.opportunityId,
          product: need.product,
          pipeline: need.pipelineId,
          openedAt: second(need.openedAt),
          amount: need.amount?.amount ?? null,
          currency: need.amount?.currency ?? null,
          expectedClose: need.expectedClose,
          isOwn: need.subject !== 'lead',
          ownerId: state === 'open' ? standingOwner : (close?.repId ?? null),
          poolId: known.needs.find(({ opportunityId }) => opportunityId === need.opportunityId)?.poolId ?? null,
          state,
          stages: entered,
          wonAt: state === 'won' ? (close?.at ?? null) : null,
          lostAt: state === 'lost' ? (close?.at ?? null) : null,
          lossReason: state === 'lost' ? (close?.reason ?? null) : null,
          closes,
        };
      }),
    orders: all(keys.purchasePrefix, parsePurchase)
      .map(({ purchaseId, source, opportunityId = null, currency, facts }) => {
        const true_ = facts.filter(({ voidedAt }) => !voidedAt).sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
        const at = second(true_[0]?.at ?? 0);
        return {
          order: purchaseId,
          products: [...new Set(true_.flatMap(({ items = [] }) => items.flatMap(({ product }) => product ?? [])))].sort(),
          sourceId: source,
          opportunityId,
          ownerId: ofLead.findLast(({ from, to }) => from <= at && (to === null || at < to))?.repId ?? null,
          currency,
          facts: true_.map((fact) => ({ kind: fact.kind, at: second(fact.at), amount: fact.amount ?? null, currency })),
        };
      })
      .filter(({ facts }) => facts.length > 0)
      .sort((one, other) => (one.facts[0]?.at ?? 0) - (other.facts[0]?.at ?? 0)),
  };
}

const endOf = ({ to }: { readonly to: number | null }): number => to ?? Number.MAX_SAFE_INTEGER;

/** What is left of somebody who was erased: every moment an hour, and nothing that few have in common. */
export function erasedByHand(fact: Fact): Fact {
  const hour = 3_600_000;
  const cut = (value: unknown): unknown => {
    if (typeof value === 'number') return value > Date.UTC(2020) ? value - (value % hour) : value;
    if (Array.isArray(value)) return value.map(cut);
    if (value && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, cut(one)]));
    return value;
  };
  const profile = { ageBand: null, industry: null, sizeBand: null, incomeBand: null };
  return { ...(cut(fact) as Fact), erased: true, provinceCode: null, profile, tags: [], visits: { ...fact.visits, topics: [] } };
}

/** Leaves out by what somebody may be known: of who was erased every id is another one. */
export function withoutIds(fact: Fact): Fact {
  const subject = <One extends { readonly subject: string }>(one: One): One => ({
    ...one,
    subject: one.subject === 'lead' ? 'lead' : 'need',
  });
  return {
    ...fact,
    id: 'someone',
    owners: fact.owners.map(subject),
    clocks: fact.clocks.map(subject),
    needs: fact.needs.map((need) => ({ ...need, opportunityId: 'need' })),
    orders: fact.orders.map((one) => ({ ...one, order: 'order', opportunityId: one.opportunityId && 'need' })),
  };
}

/** Tells the lives of all who are known, beside what the product has folded of them. */
export async function livesByHand(world: World): Promise<{ readonly folded: Fact; readonly byHand: Fact }[]> {
  const leads = world.leads();
  const found: { folded: Fact; byHand: Fact }[] = [];
  for (const { leadId } of leads) await projectFact(leadId, world.parts);
  for (const left of leads.filter(({ mergedInto }) => mergedInto === null)) {
    const members = (left.members ?? []).flatMap((member) => leads.find(({ leadId }) => leadId === member) ?? []);
    const eldest = [left, ...members].reduce((one, other) => (one.createdAt <= other.createdAt ? one : other));
    const folded = await readFact(world.table, await placeOf(left.leadId, eldest.createdAt, world.config));
    if (!folded) throw new Error(`there is no fact of ${left.leadId}`);
    found.push({ folded, byHand: factByHand(world, [left, ...members], folded) });
  }
  return found;
}
