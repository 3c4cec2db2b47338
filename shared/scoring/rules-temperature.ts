import type { Temperature } from '../leads/index.ts';
import { secondsMs } from '../platform/clock.ts';
import { fallsBelow } from './rules-interest.ts';
import type { ScoringConfig } from './scoring-config.ts';

export interface Scores {
  /** 0–100. */
  readonly fit: number;
  /** Decays; no upper bound. */
  readonly interest: number;
}

const order = ['cold', 'warm', 'hot'] as const satisfies readonly Temperature[];
/** Colder is lower. */
export const rankOf = (temperature: Temperature): number => order.indexOf(temperature);

export const isWarmer = (one: Temperature, other: Temperature): boolean => rankOf(one) > rankOf(other);

type Levels = ScoringConfig['temperature'];

/** Entering a level needs both scores at `enter`; whoever is there stays while both are at `leave` or above. */
function holds(level: 'warm' | 'hot', { fit, interest }: Scores, before: Temperature, levels: Levels): boolean {
  const edge = rankOf(before) >= rankOf(level) ? 'leave' : 'enter';
  const threshold = levels[level];
  return interest >= threshold.interest[edge] && fit >= threshold.fit[edge];
}

/** How warm a lead is now, given how warm it was. */
export function temperatureOf(scores: Scores, before: Temperature, levels: Levels): Temperature {
  if (holds('hot', scores, before, levels)) return 'hot';
  return holds('warm', scores, before, levels) ? 'warm' : 'cold';
}

/** The moment at which time alone makes the lead colder, in epoch milliseconds; null for a lead that is cold. */
export function coolsAt(scores: Scores, temperature: Temperature, rules: ScoringConfig, nowMs: number): number | null {
  if (temperature === 'cold') return null;
  return fallsBelow(scores.interest, rules.temperature[temperature].interest.leave, nowMs, rules);
}

/** The second to look again at: surely below the threshold by then, not on it. */
export function coolTime(coolsAtMs: number | null): string | null {
  return coolsAtMs === null ? null : new Date(Math.ceil((coolsAtMs + 1) / secondsMs) * secondsMs).toISOString();
}

/** Both scores in one number from 0 to 100, for sorting. */
export function totalOf({ fit, interest }: Scores): number {
  return Math.round((fit + Math.min(100, Math.max(0, interest))) / 2);
}
