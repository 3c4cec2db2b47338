import { sequenceEnded, sequenceEnrolled } from '../../events/index.ts';
import { draftEntry, type EntryDraft } from '../leads/index.ts';
import type { Enrolment } from './enrolment.ts';

/**
 * Returns what a lead's history tells of a move of a run: that it began, or is over. Steps between are told by what they do.
 * @param causeId the entry that put the lead in; of a run that goes on nobody asks for it
 */
export function linesOfMove(before: Enrolment | null, after: Enrolment, causeId = ''): EntryDraft[] {
  return [...beginningToldBy(before, after, causeId), ...endToldBy(before, after)];
}

/** Returns the line that a run began, with this move, or with one that told of nothing. */
export function beginningToldBy(before: Enrolment | null, after: Enrolment, causeId = ''): EntryDraft[] {
  const { sequenceId, run, sequenceVersion, untold } = after;
  const tell = (own: { readonly rulesVersion: number; readonly causeId: string }) => [
    draftEntry(sequenceEnrolled, { sequenceId, run, ...own }),
  ];
  if (before?.run !== run) return untold ? [] : tell({ rulesVersion: sequenceVersion, causeId });
  return before.untold ? tell({ rulesVersion: before.sequenceVersion, causeId: before.causes.at(-1) ?? causeId }) : [];
}

/** Returns the line that a run is over by this move. */
export function endToldBy(before: Enrolment | null, { sequenceId, run, stepId, ended }: Enrolment): EntryDraft[] {
  if (ended === null || (before?.run === run && before.state === 'ended')) return [];
  const exit = ended.exitId === undefined ? {} : { exitId: ended.exitId };
  return [draftEntry(sequenceEnded, { sequenceId, run, stepId, reason: ended.reason, ...exit })];
}
