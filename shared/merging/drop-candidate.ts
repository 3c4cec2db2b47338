import { type Actor, mergeCandidateDropped } from '../../events/index.ts';
import { draftEntry, noteOnLead, readLead } from '../leads/index.ts';
import { isoTime } from '../platform/clock.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { ImpossibleMergeError } from './errors.ts';
import { putPair, readPair } from './pair.ts';
import type { MergeParts } from './parts.ts';
import { noCandidates } from './sentences.ts';

/** Somebody says that two leads are two people. */
export interface DropAsked {
  readonly leadId: LeadId;
  readonly otherLeadId: LeadId;
  readonly actor: Actor;
  readonly correlationId: string;
  /** @default - nothing */
  readonly along?: () => readonly WriteItem[];
}

/**
 * Takes a pair out of the list of those who may be one person, for good: no later post brings it up again. Safe to repeat.
 * @throws NotFoundError; ImpossibleMergeError where nobody took them for one person, or they are one
 */
export function dropCandidate(
  asked: DropAsked,
  { table, clock, ids, log }: Pick<MergeParts, 'table' | 'clock' | 'ids' | 'log'>,
): Promise<void> {
  const { leadId, otherLeadId, actor, correlationId, along = () => [] } = asked;
  return untilWritten(async () => {
    const [pair, lead] = await Promise.all([readPair(table, leadId, otherLeadId), readLead(table, leadId, { consistent: true })]);
    if (!lead) throw new NotFoundError('no such lead');
    if (pair?.state === 'dropped') {
      await writeIfAny(table, along());
      return;
    }
    if (pair?.state !== 'candidate') throw new ImpossibleMergeError(`${noCandidates.en} ${noCandidates.vi}`);
    const { older: _older, newer: _newer, version: _version, ...stood } = pair;
    const at = clock();
    const act = { at, actor, cause: { correlationId, causationId: correlationId } };
    await table.transact([
      putPair(pair, leadId, otherLeadId, { ...stood, state: 'dropped', decidedAt: isoTime(at), decidedBy: actor.id }),
      ...noteOnLead(lead, [draftEntry(mergeCandidateDropped, { otherLeadId })], act, ids).writes,
      ...along(),
    ]);
    log.info('merge candidate dropped', { leadId, otherLeadId });
  });
}
