import type { Ruler } from './export.ts';

/** So many marks at least of a long list: progress is true to a twenty-fifth. */
const mostMarks = 64;

export const emptyRuler: Ruler = { rows: 0, stride: 1, marks: [] };

/** Notes one more likely lead of a list; where there are too many marks, every second one goes. */
export function lengthened({ rows, stride, marks }: Ruler, place: string): Ruler {
  const isMark = rows % stride === 0;
  const next = isMark ? [...marks, place] : marks;
  if (next.length <= mostMarks) return { rows: rows + 1, stride, marks: next };
  return { rows: rows + 1, stride: stride * 2, marks: next.filter((_, index) => index % 2 === 0) };
}

/** Returns how much of a list lies before a place, between 0 and 1. @param place null: nothing yet */
export function shareBefore({ rows, stride, marks }: Ruler, place: string | null): number {
  const [first = '', second = ''] = marks;
  if (place === null || rows === 0) return 0;
  const isFalling = marks.length < 2 || first > second;
  const passed = marks.filter((mark) => (isFalling ? mark >= place : mark <= place)).length;
  return Math.min(1, (Math.max(0, passed - 0.5) * stride) / rows);
}
