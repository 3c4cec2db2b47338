import { companyKind } from '../company/company-config.ts';
import type { ConfigDocument, ConfigKind, ConfigReader } from '../config/index.ts';
import { compareDocuments, isSameVersion } from '../config/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { PoolId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Decision } from './decision.ts';
import { poolKind } from './pool-config.ts';
import { repKind } from './rep-config.ts';
import { replay } from './replay.ts';
import type { RoutingDraft } from './routing-draft.ts';
import type { RoutingRules, RuleSet } from './rules.ts';
import { somePoolAsksForHours } from './rules-availability.ts';
import { type Comparison, compareReplay } from './rules-comparison.ts';
import { territoryKind } from './territory-config.ts';
import { walkDecisions } from './walk-decisions.ts';

export interface ReplayParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

export interface ReplayWish {
  /** Null: the rules by which each decision was made. */
  readonly draft: RoutingDraft | null;
  readonly from: Date;
  readonly to: Date;
  /** Most decisions to read, newest first. */
  readonly limit: number;
  /** No further decision is read after it. */
  readonly budgetMs: number;
  /** Told as decisions are read. */
  readonly onProgress?: ((decisions: number) => void) | undefined;
}

export interface ReplayResult extends Comparison {
  readonly decisions: number;
  /** When the first decision that was read was made; null: there is none. */
  readonly since: string | null;
  /** Why earlier decisions of the span were left out; null: none were. */
  readonly cut: 'limit' | 'time' | null;
}

/**
 * Decides anew what was decided in a span of time, by other rules, and compares. Kinds that the draft leaves out are those of each
 * decision's record, and so is who was available. Writes nothing.
 */
export async function replayPast(wish: ReplayWish, parts: ReplayParts): Promise<ReplayResult> {
  const { decisions, cut } = await readSpan(wish, parts);
  const rulesFor = await rulesOfEach(decisions, wish.draft, parts.config);
  const since = decisions.reduce<string | null>((first, { at }) => (first === null || at < first ? at : first), null);
  return { ...compareReplay(replay(decisions, rulesFor)), decisions: decisions.length, since, cut };
}

async function readSpan(
  { from, to, limit, budgetMs, onProgress }: ReplayWish,
  { table, config, clock }: ReplayParts,
): Promise<{ decisions: Decision[]; cut: ReplayResult['cut'] }> {
  const startedAt = clock().getTime();
  const poolIds = await poolsSince(from, config);
  const decisions: Decision[] = [];
  for (const month of monthsOf(from, to)) {
    for await (const decision of walkDecisions(table, poolIds, month)) {
      const at = Date.parse(decision.at);
      if (at < from.getTime()) break;
      if (at > to.getTime()) continue;
      if (decisions.length >= limit) return { decisions, cut: 'limit' };
      decisions.push(decision);
      if (decisions.length % decisionsPerLook > 0) continue;
      onProgress?.(decisions.length);
      if (clock().getTime() - startedAt >= budgetMs) return { decisions, cut: 'time' };
    }
  }
  return { decisions, cut: null };
}

const decisionsPerLook = 100;

/** Those of now, and those of when the span began: a pool that came and went in between is left out. */
async function poolsSince(from: Date, config: ConfigReader): Promise<PoolId[]> {
  const [now, then] = await Promise.all([config.current(poolKind), config.at(poolKind, from)]);
  return [...new Set([...now.documents.values(), ...(then?.documents.values() ?? [])].map(({ id }) => id))];
}

/** Months of the calendar in UTC, newest first. */
function monthsOf(from: Date, to: Date): string[] {
  const months: string[] = [];
  const first = Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), 1);
  for (let back = 0; ; back += 1) {
    const month = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() - back, 1));
    if (month.getTime() < first) return months;
    months.push(month.toISOString().slice(0, 'yyyy-mm'.length));
  }
}

async function rulesOfEach(
  decisions: readonly Decision[],
  draft: RoutingDraft | null,
  config: ConfigReader,
): Promise<(recorded: Decision) => RoutingRules> {
  const load = async <Document extends ConfigDocument>(
    kind: ConfigKind<Document>,
    versions: readonly number[],
    drafted: readonly Document[] | undefined,
  ) => {
    const loaded = await Promise.all(
      [...new Set(versions)].map(async (version) => [version, await config.version(kind, version)] as const),
    );
    return new Map(loaded.map(([version, recorded]) => [version, drafted === undefined ? recorded : draftInstead(recorded, drafted)]));
  };
  const [territories, pools, reps] = await Promise.all([
    load(
      territoryKind,
      decisions.map(({ versions }) => versions.territories),
      draft?.territories,
    ),
    load(
      poolKind,
      decisions.map(({ versions }) => versions.pools),
      draft?.pools,
    ),
    load(
      repKind,
      decisions.map(({ versions }) => versions.reps),
      draft?.reps,
    ),
  ]);
  const companies = await load(
    companyKind,
    decisions.flatMap(({ versions }) => versions.company ?? []),
    undefined,
  );
  // Where a draft asks for hours and the decision of that day did not, be it that another pool is asked, the company's are those of now.
  const companyNow = draft === null ? undefined : await config.current(companyKind);
  return ({ versions }) => {
    const rules = {
      territories: known(territories, versions.territories),
      pools: known(pools, versions.pools),
      reps: known(reps, versions.reps),
    };
    const company = versions.company === undefined ? companyNow : known(companies, versions.company);
    return company && somePoolAsksForHours(rules) ? { ...rules, company } : rules;
  };
}

/** A draft that says what was in force is that version: what stood by it stands. */
function draftInstead<Document extends ConfigDocument>(recorded: RuleSet<Document>, drafted: readonly Document[]): RuleSet<Document> {
  if (isSameVersion(compareDocuments([...recorded.documents.values()], drafted))) return recorded;
  return { version: 0, documents: new Map(drafted.map((document) => [document.id, document])) };
}

function known<Document extends ConfigDocument>(sets: ReadonlyMap<number, RuleSet<Document>>, version: number): RuleSet<Document> {
  const set = sets.get(version);
  if (!set) throw new RangeError(`version ${version} was not loaded`);
  return set;
}
