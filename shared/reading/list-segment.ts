import type { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import { type Principal, scopeOf } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { SegmentId } from '../platform/ids.ts';
import { segmentKind } from '../segments/segment-config.ts';

/** Returns the segment that a list asks for; null where it asks for none. @throws InvalidInputError for one that is not in force */
export async function segmentOf({ segment }: ListLeadsQuery, config: ConfigReader): Promise<SegmentId | null> {
  if (segment === undefined) return null;
  const found = (await config.current(segmentKind)).documents.get(segment);
  if (found) return found.id;
  throw new InvalidInputError('no such segment', [{ path: 'segment', message: 'give the id of a segment that is published' }]);
}

/**
 * Tells whether a list of a segment is made of the rows of the segment, by when leads came into it. A rep has few leads beside those of a
 * large segment, so a rep's own are looked through, like those of an owner, those that wait, and an order by activity.
 */
export function isBySegment(principal: Principal, { segment, owner, waiting, sort }: ListLeadsQuery): boolean {
  return segment !== undefined && owner === undefined && !waiting && sort === 'created' && scopeOf(principal, 'lead.read') !== 'own';
}
