import { isDeepStrictEqual } from 'node:util';
import type { ReplayRequest } from '../../api/routing/replay.ts';
import type { ReplayView } from '../../api/routing/replay-view.ts';
import { daysMs } from '../platform/clock.ts';
import { BeyondRoleError, InvalidInputError } from '../platform/errors.ts';
import { repKind } from './rep-config.ts';
import { type ReplayParts, type ReplayResult, replayPast } from './replay-past.ts';
import { readRoutingDraft } from './routing-draft.ts';
import type { TerritoryConditions } from './territory-conditions.ts';
import { type TerritoryConfig, territoryKind } from './territory-config.ts';

const longestSpanDays = 366;

/** How much a replay may read, and how much of it is told. */
export interface ReplayBounds {
  readonly limit: number;
  readonly budgetMs: number;
  readonly listed: number;
  readonly onProgress?: (decisions: number) => void;
  /** Whether a draft may ask for what people typed only as the rules in force do: of others a caller could guess it by what moves. @default false */
  readonly isTypedHidden?: boolean;
}

/** Says who would have got what by a draft. @throws InvalidInputError for an empty or too long span, and with one entry per fault of the draft */
export async function showReplay(
  { config: given, from, to, pools }: ReplayRequest,
  bounds: ReplayBounds,
  parts: ReplayParts,
): Promise<ReplayView> {
  const span = { from: new Date(from), to: to === undefined ? parts.clock() : new Date(to) };
  const days = (span.to.getTime() - span.from.getTime()) / daysMs;
  if (days < 0) throw new InvalidInputError('an empty span of time', [{ path: 'to', message: 'must not be before from' }]);
  if (days > longestSpanDays)
    throw new InvalidInputError('too long a span of time', [{ path: 'from', message: 'must be at most a year before to' }]);
  const draft = given === undefined ? null : await readRoutingDraft(given, parts.config);
  if (draft?.territories && bounds.isTypedHidden) await refuseNewlyTyped(draft.territories, parts);
  const result = await replayPast({ draft, ...span, ...bounds }, parts);
  return viewOf(result, pools === undefined ? null : new Set(pools), bounds.listed, parts);
}

/** @throws BeyondRoleError naming each territory that asks for words that no territory in force asks for */
async function refuseNewlyTyped(drafted: readonly TerritoryConfig[], { config }: ReplayParts): Promise<void> {
  const inForce = [...(await config.current(territoryKind)).documents.values()].flatMap(({ when }) => typedIn(when));
  const faults = drafted.flatMap(({ when }, index) => {
    const isNew = typedIn(when).some((asked) => !inForce.some((known) => isDeepStrictEqual(asked, known)));
    const message =
      'your role does not see what people typed: companies and answers can be tried only as territories in force ask for them';
    return isNew ? [{ path: `config.territories[${index}].when`, message }] : [];
  });
  if (faults.length > 0) throw new BeyondRoleError('The draft asks for what your role does not see; nothing was tried.', faults);
}

function typedIn({ not = {}, ...when }: TerritoryConditions): object[] {
  return [when, not].flatMap(({ companies, accounts, answers = {} }) => [
    ...(companies ? [{ companies }] : []),
    ...(accounts ? [{ accounts }] : []),
    ...Object.entries(answers).map(([name, asked]) => ({ name, asked })),
  ]);
}

async function viewOf(
  result: ReplayResult,
  only: ReadonlySet<string> | null,
  listed: number,
  { config }: ReplayParts,
): Promise<ReplayView> {
  const reps = (await config.current(repKind)).documents;
  const moved = result.moved.filter(({ recorded, instead }) => only === null || only.has(recorded.poolId) || only.has(instead.poolId));
  const byId = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]) => (one < other ? -1 : 1);
  return {
    decisions: result.decisions,
    since: result.since,
    cut: result.cut,
    subjects: result.subjects,
    differences: moved.length,
    unmatched: {
      newly: moved.filter(({ recorded, instead }) => recorded.repId !== null && instead.repId === null && !instead.inMarketing).length,
      noLonger: moved.filter(({ recorded, instead }) => recorded.repId === null && instead.repId !== null).length,
    },
    marketing: { kept: result.kept, unsure: result.unsure },
    reps: [...result.reps].sort(byId).map(([repId, load]) => ({ repId, name: reps.get(repId)?.name ?? repId, ...load })),
    pools: [...result.pools].sort(byId).flatMap(([poolId, load]) => (only === null || only.has(poolId) ? [{ poolId, ...load }] : [])),
    items: moved.slice(0, listed),
    more: Math.max(0, moved.length - listed),
  };
}
