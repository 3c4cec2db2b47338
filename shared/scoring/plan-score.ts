import { type ScoreMessage, temperatureChanged } from '../../events/index.ts';
import { noFields } from '../fields/index.ts';
import {
  type ChangedLead,
  changeLead,
  draftEntry,
  type EntryDraft,
  type Lead,
  type LeadEvidence,
  type LifecycleRules,
  type Temperature,
  type TimelineEntry,
} from '../leads/index.ts';
import { epochSeconds, secondsMs } from '../platform/clock.ts';
import type { IdSource, LeadId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import type { Noted } from '../qualification/index.ts';
import { type Timer, timerIdFor } from '../timers/index.ts';
import { fitOfRecord } from './fit-change.ts';
import type { RuleSet } from './rule-set.ts';
import { attributesOf, fitOf } from './rules-fit.ts';
import { closeWindows, type Interest, interestAt, sameInterest, strongestRules } from './rules-interest.ts';
import { coolsAt, coolTime, type Scores, temperatureOf } from './rules-temperature.ts';
import { markOfVisits } from './rules-visits.ts';
import type { Score } from './store.ts';

type Reason = 'interest' | 'cooled' | 'fit' | 'recounted' | 'rules';

/** A score as it should stand now, and what has to be written for it. */
export interface ScorePlan {
  readonly lead: Lead;
  readonly score: Score;
  readonly scores: Scores;
  /** The writes of the lead; null while its levels stay. */
  readonly change: ChangedLead | null;
  /** The writes of its qualification. */
  readonly qualifying: readonly WriteItem[];
  /** Tells of another temperature; null while it stays. */
  readonly entry: TimelineEntry | null;
  /** To be set before the score is written: a timer too many finds nothing to do. */
  readonly timer: Timer | null;
  readonly isChanged: boolean;
}

/** What a scoring starts from. */
export interface Standing {
  readonly lead: Lead;
  /** How warm the lead was, as far as evidence that still stands made it so. */
  readonly temperature: Temperature;
  readonly score: Score | null;
  /** The latest visit among the evidence, in epoch seconds; null: there is none. */
  readonly visitedAt: number | null;
  /** With all new evidence in. */
  readonly interest: Interest;
  /** Whether all evidence was counted from the beginning. */
  readonly isCountedAnew: boolean;
  readonly ruleSet: RuleSet;
  readonly lifecycle: LifecycleRules;
  readonly now: Date;
  readonly isTimerSpent: boolean;
  /** What the evidence changes in what is known of the lead's qualification; null: nothing. */
  readonly qualified: Noted | null;
  /** Whether the lead was warmer only by evidence that was taken back. */
  readonly isTakenBack: boolean;
}

/** Brings fit, interest, temperature and the timer up to date. Pure but for the id of an entry. */
export function planScore(standing: Standing, kinds: ReadonlySet<ScoreMessage['kind']>, ids: Pick<IdSource, 'entryId'>): ScorePlan {
  const { lead, score: before, ruleSet, now } = standing;
  const { rules } = ruleSet;
  const interest = closeWindows(standing.interest, Math.floor(now.getTime() / secondsMs), rules);
  const scores = {
    fit: fitOf(attributesOf(lead, rules.fields ?? noFields), rules.fit),
    interest: interestAt(interest, now.getTime() / secondsMs, rules),
  };
  const temperature = temperatureOf(scores, standing.temperature, rules.temperature);
  const timer = timerFor(standing, coolTime(coolsAt(scores, temperature, rules, now.getTime())));
  const pending = before?.timerAt && !standing.isTimerSpent && before.timerAt > now.toISOString() ? before.timerAt : null;
  const fit = fitOfRecord(lead, ruleSet, before && before.rulesVersion !== ruleSet.version ? 'rules' : 'record');
  const isMoved = temperature !== lead.evidence.temperature;
  const moves = isMoved ? [entryOf(standing, temperature, interest, reasonOf(standing, scores, kinds))] : [];
  const { qualified } = standing;
  const entries = [...moves, ...fit.entries, ...(qualified?.entries ?? [])];
  const qualification = qualified?.letters ?? lead.evidence.qualification;
  const change = entries.length > 0 ? levelled(standing, { temperature, fit: fit.fit, qualification }, entries, ids) : null;
  const entry = (isMoved && change?.entries[0]) || null;
  const rise = entry ? { entryId: entry.id, at: entry.at } : (before?.hot ?? null);
  const score: Score = {
    leadId: lead.leadId,
    version: (before?.version ?? 0) + 1,
    rulesVersion: ruleSet.version,
    timeZone: rules.timeZone,
    fit: scores.fit,
    interest,
    timerAt: timer?.dueAt ?? pending,
    hot: temperature === 'hot' ? rise : null,
    countedAt: standing.isCountedAnew ? epochSeconds(now) : (before?.countedAt ?? null),
    visitedAt: markOfVisits(before?.visitedAt ?? null, standing.visitedAt),
  };
  return {
    lead: change?.after ?? lead,
    score,
    scores,
    change,
    qualifying: qualified?.writes ?? [],
    entry,
    timer,
    isChanged: change !== null || qualified !== null || timer !== null || !before || !sameScore(before, score),
  };
}

/** One timer waits per lead: when evidence moves the moment back, the earlier timer looks, finds nothing and sets the next. */
function timerFor({ lead, score, now, isTimerSpent }: Standing, dueAt: string | null): Timer | null {
  if (dueAt === null) return null;
  const pending = score?.timerAt ?? null;
  if (pending !== null && !isTimerSpent && pending > now.toISOString() && pending <= dueAt) return null;
  return coolTimer(lead.leadId, dueAt);
}

export function coolTimer(leadId: LeadId, dueAt: string): Timer {
  const message: ScoreMessage = { v: 1, kind: 'cool', leadId };
  return { timerId: timerIdFor('cool', leadId), dueAt, queue: 'score', message };
}

function reasonOf(
  { score, lead, temperature, interest, ruleSet }: Standing,
  scores: Scores,
  kinds: ReadonlySet<ScoreMessage['kind']>,
): Reason {
  if (score && score.rulesVersion !== ruleSet.version) return 'rules';
  const { rules } = ruleSet;
  const sameFit = temperatureOf({ ...scores, fit: score?.fit ?? scores.fit }, temperature, rules.temperature);
  if (sameFit === lead.evidence.temperature) return 'fit';
  if (kinds.has('recount')) return 'recounted';
  // Whether evidence came, not whether the sum grew: time alone makes it less, but by how it is added up perhaps a trillionth more.
  return score && sameInterest(score.interest, interest) ? 'cooled' : 'interest';
}

function levelled(
  { lead: before, ruleSet, lifecycle, now: at, isTakenBack, qualified }: Standing,
  levels: Pick<LeadEvidence, 'temperature' | 'fit' | 'qualification'>,
  entries: readonly EntryDraft[],
  ids: Pick<IdSource, 'entryId'>,
): ChangedLead {
  return changeLead({
    before,
    at,
    actor: { kind: 'system', id: 'score-leads' },
    cause: { correlationId: before.leadId, causationId: `scoring/${ruleSet.version}` },
    rules: lifecycle,
    ids,
    draft: ({ evidence }) => ({
      fields: { evidence: { ...evidence, ...levels } },
      entries,
      takenBack: [...(isTakenBack ? (['temperature'] as const) : []), ...(qualified?.takenBack ?? [])],
    }),
  });
}

function entryOf({ lead, ruleSet, now }: Standing, temperature: Temperature, interest: Interest, reason: Reason): EntryDraft {
  return draftEntry(temperatureChanged, {
    from: lead.evidence.temperature,
    to: temperature,
    reason,
    rules: strongestRules(interest, now.getTime() / secondsMs, ruleSet.rules),
    rulesVersion: ruleSet.version,
    repId: lead.owner?.repId ?? null,
  });
}

function sameScore(before: Score, after: Score): boolean {
  return (
    before.rulesVersion === after.rulesVersion &&
    before.timeZone === after.timeZone &&
    before.fit === after.fit &&
    before.timerAt === after.timerAt &&
    before.hot?.entryId === after.hot?.entryId &&
    before.countedAt === after.countedAt &&
    before.visitedAt === after.visitedAt &&
    sameInterest(before.interest, after.interest)
  );
}
