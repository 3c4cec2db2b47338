import type { Clock } from './fact.ts';

/** Orders the clocks of a fact: by when they began, then alike wherever they were read from. */
export function compareClocks(one: Clock, other: Clock): number {
  return (
    one.startedAt - other.startedAt ||
    compareTexts(one.kind, other.kind) ||
    compareTexts(one.subject, other.subject) ||
    one.dueAt - other.dueAt
  );
}

const compareTexts = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
