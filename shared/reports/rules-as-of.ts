import type { Asked } from './report.ts';

/** Says as of when a report tells how things stand: the last moment of the span, or now where it is not over. */
export const asOf = ({ span, now }: Pick<Asked, 'span' | 'now'>): number => Math.min(span.to - 1, now);
