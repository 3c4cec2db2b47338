import { opportunityChanged, opportunityLost, opportunityOpened, opportunityReopened, opportunityWon } from '../../events/index.ts';
import { poolOf } from '../leads/record.ts';
import type { Opportunity } from '../needs/index.ts';
import { leadSubject } from '../platform/ids.ts';
import type { Purchase } from '../purchases/index.ts';
import { type Moment, momentOf, type Need, type Order, type Ownership } from './fact.ts';
import type { RecordItems } from './person-items.ts';
import { ownerAt } from './rules-owners.ts';
import { byMoment, inOrder, toldBy } from './rules-told.ts';

/** Lists the needs of a person, with every stage and close, by their histories; whatever those do not tell is as the need itself says it. */
export function needsOf(records: readonly [RecordItems, ...RecordItems[]], owners: readonly Ownership[]): Need[] {
  const [{ lead }] = records;
  const known = { owners: owners.filter(({ to }) => to === null), poolId: poolOf(lead) };
  const closes = Map.groupBy(inOrder(records.flatMap(closesIn)), ({ opportunityId }) => opportunityId);
  const stages = Map.groupBy(inOrder(records.flatMap(stagesIn)), ({ opportunityId }) => opportunityId);
  const needs = records.flatMap((record) => record.needs);
  return byMoment(needs, ({ openedAt }) => momentOf(openedAt)).map((need) =>
    needOf(need, known, stages.get(need.opportunityId) ?? [], closes.get(need.opportunityId) ?? []),
  );
}

interface OwnersNow {
  readonly owners: readonly Ownership[];
  /** Of the lead. */
  readonly poolId: string | null;
}

function needOf(need: Opportunity, now: OwnersNow, stages: readonly StageTold[], closes: readonly CloseTold[]): Need {
  const { amount, closed, state, openedAt, stageId, stageSince } = need;
  const at = closed && momentOf(closed.at);
  const known = stages
    .map(({ stage, at: since }) => ({ stage, at: since }))
    .filter(({ stage }, place, all) => stage !== all[place - 1]?.stage);
  return {
    opportunityId: need.opportunityId,
    product: need.product,
    pipeline: need.pipelineId,
    openedAt: momentOf(openedAt),
    amount: amount?.amount ?? null,
    currency: amount?.currency ?? null,
    expectedClose: need.expectedClose,
    isOwn: need.subject !== leadSubject,
    // A need that goes with its lead copies who has that a moment later.
    ownerId: closed ? closed.repId : (now.owners.find(({ subject }) => subject === need.subject)?.repId ?? null),
    poolId: need.subject === leadSubject ? now.poolId : need.poolId,
    state,
    stages: known.at(-1)?.stage === stageId ? known : [...known, { stage: stageId, at: momentOf(stageSince) }],
    wonAt: state === 'won' ? at : null,
    lostAt: state === 'lost' ? at : null,
    lossReason: state === 'lost' ? (closed?.reason ?? null) : null,
    closes: closesOf(need, closes),
  };
}

/**
 * Lists the closes of a need by what was told of it under its person. What was done while that was part of another record stands in the history of that
 * one: after the undo the need alone says how it ended.
 */
function closesOf({ state, closed, stageSince }: Opportunity, told: readonly CloseTold[]): Need['closes'] {
  const known = told.map(({ result, at, reason, repId }) => ({ result, at, reason, repId }));
  const last = known.at(-1);
  const lastAt = last?.at ?? 0;
  if (state === 'open' || !closed) {
    const isOpen = last === undefined || last.result === 'reopened';
    return isOpen ? known : [...known, { result: 'reopened', at: Math.max(lastAt, momentOf(stageSince)), reason: null, repId: null }];
  }
  const at = momentOf(closed.at);
  if (last?.result === state && last.at === at) return known;
  const isAgain = last?.result === 'won' || last?.result === 'lost';
  const between = isAgain ? [{ result: 'reopened' as const, at, reason: null, repId: null }] : [];
  return [...known, ...between, { result: state, at, reason: closed.reason, repId: closed.repId }];
}

interface StageTold {
  readonly opportunityId: string;
  readonly place: string;
  readonly at: Moment;
  readonly stage: string;
}

function stagesIn(record: RecordItems): StageTold[] {
  const told = [
    ...toldBy(record, opportunityOpened),
    ...toldBy(record, opportunityChanged),
    ...toldBy(record, opportunityReopened),
    ...toldBy(record, opportunityWon),
    ...toldBy(record, opportunityLost),
  ];
  return told.map(({ at, place, data }) => ({ opportunityId: data.opportunityId, place, at, stage: data.standing.stage }));
}

type CloseTold = Need['closes'][number] & { readonly opportunityId: string; readonly place: string };

function closesIn(record: RecordItems): CloseTold[] {
  const closed = (result: 'won' | 'lost', told: ReturnType<typeof toldBy<'opportunity.won', typeof opportunityWon.write.shape>>) =>
    told.map(({ at, place, data: { opportunityId, reason, repId } }) => ({ opportunityId, place, at, result, reason, repId }));
  return [
    ...closed('won', toldBy(record, opportunityWon)),
    ...closed('lost', toldBy(record, opportunityLost)),
    ...toldBy(record, opportunityReopened).map(({ at, place, data: { opportunityId } }) => ({
      opportunityId,
      place,
      at,
      result: 'reopened' as const,
      reason: null,
      repId: null,
    })),
  ];
}

/** Lists the orders of a person by their facts; what turned out never to have happened is left out. */
export function ordersOf(records: readonly RecordItems[], owners: readonly Ownership[]): Order[] {
  const orders = records.flatMap((record) => record.orders.map((order) => orderOf(order, owners, record.needs)));
  return byMoment(
    orders.filter(({ facts }) => facts.length > 0),
    ({ facts }) => facts[0]?.at ?? 0,
  );
}

function orderOf(order: Purchase, owners: readonly Ownership[], needs: readonly Opportunity[]): Order {
  const { purchaseId, source, opportunityId = null, currency } = order;
  const facts = order.facts
    .filter(({ voidedAt }) => voidedAt === undefined)
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const first = facts[0];
  const subject = needs.find((need) => need.opportunityId === opportunityId)?.subject ?? 'lead';
  const products = new Set(facts.flatMap(({ items = [] }) => items.flatMap(({ product }) => product ?? [])));
  return {
    order: purchaseId,
    products: [...products].sort(),
    sourceId: source,
    opportunityId,
    ownerId: first ? (ownerAt(owners, subject, momentOf(first.at))?.repId ?? null) : null,
    currency,
    facts: facts.map(({ kind, at, amount = null }) => ({ kind, at: momentOf(at), amount, currency })),
  };
}
