import type { SplitView } from '../../api/pools/split-view.ts';
import type { HandOverBody } from '../../api/reps/hand-over.ts';
import { may, mayWithOpportunity, mayWithRep, type Principal } from '../access/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import { countHoldings, type Holding, type HoldingCounts, whatRepHolds } from '../owners/index.ts';
import { InvalidInputError, NotFoundError } from '../platform/errors.ts';
import { leadSubject, type PoolId, type RepId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { gatedReps } from '../routing/index.ts';
import { type PoolConfig, poolKind, poolOfRep, poolsOfRep } from '../routing/pool-config.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { beginSplit, type SplitAsked, splitOf } from './begin-split.ts';
import { ImpossibleSplitError } from './errors.ts';
import { type Candidate, mostLeads } from './find-leads.ts';
import type { SplitParts } from './parts.ts';
import { planSplit } from './rules-plan.ts';
import { splitView } from './show-split.ts';
import { placeOfRep } from './split.ts';
import { namesIn, wishesOf } from './start-split.ts';

/** Somebody hands over what a rep has who leaves. */
export interface HandOverAsked {
  readonly repId: RepId;
  readonly body: HandOverBody;
  readonly principal: Principal;
}

/** Says what a hand-over would do, and what the rep has. Nothing happens. @throws NotFoundError; InvalidInputError */
export async function previewHandOver(asked: HandOverAsked, parts: SplitParts): Promise<SplitView> {
  const { split, holds, reps, pools, isCut, isStillThere } = await planned(asked, parts);
  const begun = splitOf(split, parts);
  const warnings = [...(isStillThere ? [stillThere] : []), ...goesAlong(holds)];
  const found = await Promise.all(
    begun.shares.map(async ({ repId, planned: leads }) => {
      const pool = repId === null ? undefined : pools.get(mostlyBy(split, repId) ?? '');
      if (repId === null || !pool) return [];
      return [...(await gatedReps(pool, new Map([[repId, leads]]), { table: parts.table, config: parts.config, at: parts.clock() }))];
    }),
  );
  return splitView(begun, namesIn(reps), { gated: new Map(found.flat()), leftOut: split.plan.leftOut, isCut, warnings, holds });
}

/** Returns the pool by which a rep of several would have most of what they get: its hours, caps and rules are those that matter. */
function mostlyBy({ plan }: SplitAsked, repId: RepId): PoolId | undefined {
  const pools = Map.groupBy(
    plan.leads.filter(({ to }) => to === repId),
    ({ poolId }) => poolId,
  );
  return [...pools].sort(([, one], [, other]) => other.length - one.length)[0]?.[0];
}

/** Begins a hand-over. @throws NotFoundError; InvalidInputError; ImpossibleSplitError */
export async function startHandOver(
  asked: HandOverAsked,
  along: (view: SplitView) => readonly WriteItem[],
  parts: SplitParts,
): Promise<SplitView> {
  const { split, reps, isStillThere } = await planned(asked, parts);
  if (isStillThere) throw new ImpossibleSplitError(`${stillThere.en} ${stillThere.vi}`);
  return beginSplit(split, { names: namesIn(reps), along }, parts);
}

interface PlannedHandOver {
  readonly split: SplitAsked;
  readonly holds: HoldingCounts;
  readonly reps: ReadonlyMap<string, RepConfig>;
  readonly pools: ReadonlyMap<string, PoolConfig>;
  readonly isCut: boolean;
  /** By rules the rep could be given some of it back. */
  readonly isStillThere: boolean;
}

async function planned({ repId, body, principal }: HandOverAsked, { table, config, clock }: SplitParts): Promise<PlannedHandOver> {
  const [{ documents: pools }, { documents: reps }] = await Promise.all([config.current(poolKind), config.current(repKind)]);
  const rep = reps.get(repId);
  const isTheirs = mayWithRep(principal, 'rep.handOver', repId, poolsOf(repId, pools));
  if (!rep || !isTheirs) throw new NotFoundError('no such rep');
  const own = new Map([...pools].filter(([, { id }]) => principal.role !== 'leader' || principal.pools.includes(id)));
  const wishes =
    body.to === 'rules'
      ? null
      : wishesOf(
          body.to,
          [...own.values()].flatMap(({ members }) => members),
          reps,
        );
  if (wishes?.some((wish) => wish.repId === repId))
    throw new InvalidInputError('Nothing can be handed over like this.', [{ path: 'to', message: 'name others than the rep who leaves' }]);
  const at = clock();
  const holdings = await whatRepHolds(repId, { table, at, most: mostLeads });
  const theirs = holdings.held.filter((holding) => mayGive(principal, holding));
  const plan = planSplit(theirs.map(candidateOf), wishes);
  const heldIn = new Map(theirs.map(({ lead, subject, assignment }) => [`${lead.leadId} ${subject}`, assignment.poolId]));
  const leads = plan.leads.map((one) => {
    const from = heldIn.get(`${one.leadId} ${one.subject}`);
    const poolId = one.to === null || from === undefined ? null : poolOfRep(one.to, from, own);
    return poolId === null ? one : { ...one, poolId };
  });
  const split = {
    kind: 'handOver',
    place: placeOfRep(repId),
    poolId: null,
    reason: body.reason,
    by: principal.userId,
    plan: { ...plan, leads },
  } as const;
  const holds = countHoldings({ ...holdings, held: theirs });
  const isStillThere = wishes === null && (await isAskedStill(rep, pools, { table, config, at }));
  return { split, holds, reps, pools, isCut: holdings.isCut, isStillThere };
}

/** Whether some pool of an active rep would give to them now. */
async function isAskedStill(
  rep: RepConfig,
  pools: ReadonlyMap<string, PoolConfig>,
  parts: { readonly table: SplitParts['table']; readonly config: SplitParts['config']; readonly at: Date },
): Promise<boolean> {
  if (!rep.active) return false;
  const own = poolsOfRep(pools.values(), rep.id);
  const gates = await Promise.all(own.map(async (pool) => (await gatedReps(pool, new Map([[rep.id, 1]]), parts)).get(rep.id)));
  return gates.some((gate) => gate !== 'onLeave' && gate !== 'offDuty');
}

/** Tells whether somebody may hand over what a rep has. */
export async function mayHandOver(principal: Principal, repId: RepId, config: Pick<SplitParts['config'], 'current'>): Promise<boolean> {
  return mayWithRep(principal, 'rep.handOver', repId, poolsOf(repId, (await config.current(poolKind)).documents));
}

const poolsOf = (repId: RepId, pools: ReadonlyMap<string, PoolConfig>): PoolId[] => poolsOfRep(pools.values(), repId).map(({ id }) => id);

function candidateOf({ lead, subject, assignment }: Holding): Candidate {
  return { leadId: lead.leadId, subject, from: assignment.repId, leftOut: lead.status === 'active' ? null : 'closed' };
}

function mayGive(principal: Principal, { lead, subject, assignment }: Holding): boolean {
  if (subject === leadSubject) return may(principal, 'lead.give', lead, []);
  return mayWithOpportunity(principal, 'opportunity.give', { owner: assignment.repId, poolId: assignment.poolId, region: lead.region });
}

const stillThere: Both = {
  vi: 'Người này vẫn đang nhận lead: đặt nghỉ (active: false), cho nghỉ phép hoặc tắt trực trước, nếu không họ sẽ lại được chia.',
  en: 'The rep still takes leads and would be given some back: set them inactive, on leave or off duty first.',
};

/** What goes along that somebody would ask about. */
function goesAlong(holds: HoldingCounts): Both[] {
  return [
    ...(holds.callbacks > 0
      ? [{ vi: `${holds.callbacks} lịch hẹn gọi lại đi cùng.`, en: `${holds.callbacks} calls back that are agreed go along.` }]
      : []),
    ...(holds.protected > 0
      ? [{ vi: `${holds.protected} lead đang được bảo hộ cũng đi cùng.`, en: `${holds.protected} that are protected go along as well.` }]
      : []),
    ...(holds.offered > 0
      ? [
          {
            vi: `${holds.offered} lead đang mời người này nhận cũng đi cùng.`,
            en: `${holds.offered} that are offered to the rep go along as well.`,
          },
        ]
      : []),
  ];
}
