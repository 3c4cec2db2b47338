import type { Backtest } from '../../api/scoring/backtest-view.ts';
import { stageChanged } from '../../events/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { noFields } from '../fields/index.ts';
import { dataOf, isHeard, type Lead, type TimelineEntry, walkLeads } from '../leads/index.ts';
import { runLimited } from '../platform/batch.ts';
import { type Clock, secondsMs } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { Log } from '../platform/logging.ts';
import type { Table } from '../platform/table.ts';
import type { PlaceSpan } from '../platform/walk-index.ts';
import { gatherHistory } from './gather-evidence.ts';
import { ruleSetInForce } from './rule-set.ts';
import { BacktestTally, type JudgedLead } from './rules-backtest.ts';
import { conversionOf, howConversionsCount, type ReachedStage } from './rules-conversion.ts';
import { attributesThrough } from './rules-fit.ts';
import { judge, type PastLead } from './rules-trajectory.ts';
import type { ScoringConfig, ScoringRules } from './scoring-config.ts';

/** What a back-test touches outside of itself; it only reads. */
export interface BacktestParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly log: Log;
}

export interface BacktestWish {
  /** Null: the rules in force are tried alone. */
  readonly draft: ScoringConfig | null;
  readonly span: PlaceSpan;
  /** Most leads to read. */
  readonly limit: number;
  /** Most changed leads to list. */
  readonly maxChanges: number;
  /** No further page of leads is begun after it. */
  readonly budgetMs: number;
  /** Told after each page. */
  readonly onProgress?: (leads: number) => void;
}

/** A lead is a handful of small reads; more at once would only wait for the same connections. */
const leadsAtOnce = 16;

/** Tries a set of rules on past leads, newest first, beside the rules in force. No more than a page of leads is in memory at a time. */
export async function backtest(
  { draft, span, limit, maxChanges, budgetMs, onProgress }: BacktestWish,
  parts: BacktestParts,
): Promise<Backtest> {
  const startedAt = parts.clock();
  const inForce = await ruleSetInForce(parts.config);
  const rules: ScoringRules =
    draft === null
      ? inForce.rules
      : { ...draft, timeZone: inForce.rules.timeZone, ...(inForce.rules.fields && { fields: inForce.rules.fields }) };
  const tally = new BacktestTally(rules, maxChanges);
  let leads = 0;
  let malformed = 0;
  let cut: Backtest['cut'] = null;
  let next: string | null = null;
  for await (const page of walkLeads(parts.table, span, limit)) {
    for (const key of page.malformed) parts.log.warn('a malformed lead is left out of a back-test', { key });
    const judged = await judgePage(page.leads, { draft: rules, inForce: inForce.rules }, startedAt, parts);
    for (const lead of judged) if (lead) tally.add(lead);
    leads += page.leads.length + page.malformed.length;
    malformed += page.malformed.length + judged.filter((lead) => lead === null).length;
    onProgress?.(leads);
    next = page.next;
    cut = next === null ? null : 'limit';
    if (next !== null && parts.clock().getTime() - startedAt.getTime() >= budgetMs) {
      cut = 'time';
      break;
    }
  }
  const { convertedBefore, conversions, draft: ofDraft, inForce: ofInForce, ...figures } = tally.result();
  return {
    at: startedAt.toISOString(),
    leads,
    leftOut: { malformed, convertedBefore },
    conversions: { ...conversions, counted: howConversionsCount },
    draft: { version: draft === null ? inForce.version : null, ...ofDraft },
    inForce: { version: inForce.version, ...ofInForce },
    ...figures,
    cut,
    nextCursor: next,
  };
}

/** Null in the place of a lead whose history cannot be read. */
async function judgePage(
  leads: readonly Lead[],
  rules: { readonly draft: ScoringRules; readonly inForce: ScoringRules },
  now: Date,
  parts: BacktestParts,
): Promise<(JudgedLead | null)[]> {
  const judged: (JudgedLead | null)[] = [];
  const failures: unknown[] = [];
  await runLimited([...leads.entries()], leadsAtOnce, async ([index, lead]) => {
    if (failures.length > 0) return;
    try {
      const past = await readPastLead(lead, rules.inForce, now, parts.table);
      judged[index] = judgeBoth(past, rules, now.getTime() / secondsMs);
    } catch (error) {
      if (!(error instanceof CorruptItemError)) failures.push(error);
      else {
        judged[index] = null;
        parts.log.warn('a lead with a malformed history is left out of a back-test', { leadId: lead.leadId, reason: error.message });
      }
    }
  });
  const [failure] = failures;
  if (failure !== undefined) throw failure;
  return judged;
}

async function readPastLead(lead: Lead, { fields }: Pick<ScoringRules, 'fields'>, now: Date, table: Table): Promise<PastLead> {
  const { evidence, entries, provenance } = await gatherHistory(table, lead, now);
  return {
    leadId: lead.leadId,
    createdAt: Math.floor(Date.parse(lead.createdAt) / secondsMs),
    temperature: lead.evidence.temperature,
    evidence,
    attributesAt: attributesThrough(lead, provenance, fields ?? noFields),
    conversion: conversionOf(lead, evidence, movesIn(entries)),
  };
}

function movesIn(entries: readonly TimelineEntry[]): ReachedStage[] {
  return entries.flatMap((entry) => {
    const move = dataOf(stageChanged, entry);
    if (!move) return [];
    const { to, reason, evidence } = move;
    // Scoring may bring about a move of somebody whom a colleague has talked to before: its own doing proves nothing.
    const isByColleague = entry.actor.kind === 'user' || entry.actor.kind === 'rep';
    return [{ at: entry.at, to, reason, isHeard: isByColleague && isHeard({ qualification: evidence.qualification ?? '' }) }];
  });
}

function judgeBoth(
  past: PastLead,
  { draft, inForce }: { readonly draft: ScoringRules; readonly inForce: ScoringRules },
  now: number,
): JudgedLead {
  const { leadId, createdAt, temperature, conversion } = past;
  const ofInForce = judge(past, inForce, now);
  return { leadId, createdAt, temperature, conversion, draft: draft === inForce ? ofInForce : judge(past, draft, now), inForce: ofInForce };
}
