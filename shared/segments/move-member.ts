import { type Actor, segmentEntered, segmentLeft } from '../../events/index.ts';
import type { SegmentReason } from '../../events/segments/movement.ts';
import { draftEntry, type EntryDraft, type Lead, noteOnLead } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { digest, EntryId, type IdSource, type SegmentId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { type Membership, putMembership } from './membership.ts';

/** A lead comes into a segment, or goes. */
export interface Movement {
  readonly segmentId: SegmentId;
  /** Null where the lead never was in it. */
  readonly before: Membership | null;
  readonly isIn: boolean;
  readonly reason: SegmentReason;
  /** What begins by movements may begin by this one. */
  readonly starts: boolean;
}

/** When and by whom leads are moved, and by which segments. */
export interface MoveAct {
  readonly at: Date;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly rulesVersion: number;
}

/**
 * Returns the writes that move a lead, each with its entry; refused when the lead is gone, or somebody moved it meanwhile. Entries have the id
 * of the movement, so that none is told twice.
 */
export function movementWrites(
  lead: Pick<Lead, 'leadId' | 'version' | 'stage'>,
  movements: readonly Movement[],
  { at, actor, correlationId, rulesVersion }: MoveAct,
): WriteItem[] {
  if (movements.length === 0) return [];
  const moved = movements.map(({ segmentId, before, isIn, reason, starts }) => {
    const version = (before?.version ?? 0) + 1;
    const after: Membership = { leadId: lead.leadId, segmentId, version, isIn, since: isoTime(at), reason };
    const told = { segmentId, seq: version, reason, rulesVersion, starts };
    const ids = { entryId: () => movementId(after) };
    const draft: EntryDraft = (change) => draftEntry(isIn ? segmentEntered : segmentLeft, told)(change, ids);
    return { put: putMembership(before, after), draft };
  });
  const act = { at, actor, cause: { correlationId, causationId: correlationId } };
  const drafts = moved.map(({ draft }) => draft);
  return [...moved.map(({ put }) => put), ...noteOnLead(lead, drafts, act, noIds).writes];
}

/** Each movement names its own entry. */
const noIds: Pick<IdSource, 'entryId'> = {
  entryId() {
    throw new TypeError('an entry of a movement has the id of the movement');
  },
};

/** The same movement has the same id, whoever writes it down. */
function movementId({ leadId, segmentId, version }: Membership): EntryId {
  return EntryId.parse(`T${digest('segment', leadId, segmentId, String(version))}`);
}
