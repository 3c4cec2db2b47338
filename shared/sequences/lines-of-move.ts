import { sequenceEnded, sequenceEnrolled } from '../../events/index.ts';
import { draftEntry, type EntryDraft } from '../leads/index.ts';
import type { Enrolment } from './enrolment.ts';

/**
 * Returns what a lead's history tells of a move of a run: that it began, or is over. Steps between are told by what they do.
 * @param causeId the entry that put the lead in; of a run that goes on nobody asks for it
 */
export function linesOfMove(before: Enrolment | null, after: Enrolment, causeId = ''): EntryDraft[] {
  const { sequenceId, run, stepId, sequenceVersion, ended } = after;
  const begins = before?.run !== run;
  const ends = ended !== null && (begins || before.state === 'active');
  const exit = ended?.exitId === undefined ? {} : { exitId: ended.exitId };
  return [
    ...(begins ? [draftEntry(sequenceEnrolled, { sequenceId, run, rulesVersion: sequenceVersion, causeId })] : []),
    ...(ends ? [draftEntry(sequenceEnded, { sequenceId, run, stepId, reason: ended.reason, ...exit })] : []),
  ];
}
