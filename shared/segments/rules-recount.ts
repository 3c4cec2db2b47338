import type { Lead } from '../leads/record.ts';
import type { SegmentId } from '../platform/ids.ts';

/** How far leads have been held against segments that were published. */
export interface Recounting {
  readonly publishedAt: string;
  /** Segments that the publication made or changed. */
  readonly changed: readonly SegmentId[];
  /** Those of them whose publisher confirmed that things begin for whom it moves. */
  readonly starting: readonly SegmentId[];
  /** Where in the order of creation the last lead stands that was looked at, newest first. */
  readonly reached: 'nobody' | 'everybody' | { readonly place: string };
}

/** Tells whether a lead came when the segments were published already: nothing about it was there all along. */
export const cameAfter = ({ createdAt }: Pick<Lead, 'createdAt'>, publishedAt: string): boolean => createdAt >= publishedAt;

/** Tells whether a lead has been held against a segment as it is now, so that what moves it is what happens to it. */
export function wasHeldAgainst(
  lead: Pick<Lead, 'leadId' | 'createdAt'>,
  segmentId: SegmentId,
  { publishedAt, changed, reached }: Omit<Recounting, 'starting'>,
): boolean {
  if (cameAfter(lead, publishedAt) || reached === 'everybody' || !changed.includes(segmentId)) return true;
  return reached !== 'nobody' && `${lead.createdAt}#${lead.leadId}` >= reached.place;
}
