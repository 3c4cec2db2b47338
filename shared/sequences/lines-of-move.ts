import { sequenceEnded, sequenceEnrolled } from '../../events/index.ts';
import { draftEntry, type EntryDraft } from '../leads/index.ts';
import type { Enrolment } from './enrolment.ts';

/**
 * Returns what a lead's history tells of a move of a run: that it began, now or before without a word, or is over. Steps between are told by
 * what they do.
 * @param causeId the entry that put the lead in; of a run that goes on nobody asks for it
 */
export function linesOfMove(before: Enrolment | null, after: Enrolment, causeId = ''): EntryDraft[] {
  const { sequenceId, run, stepId, ended } = after;
  const begins = before?.run !== run;
  const begun = beginningToldBy(before, after, causeId);
  const ends = ended !== null && (begins || before.state === 'active');
  const exit = ended?.exitId === undefined ? {} : { exitId: ended.exitId };
  return [
    ...(begun ? [draftEntry(sequenceEnrolled, { sequenceId, run, ...begun })] : []),
    ...(ends ? [draftEntry(sequenceEnded, { sequenceId, run, stepId, reason: ended.reason, ...exit })] : []),
  ];
}

function beginningToldBy(before: Enrolment | null, after: Enrolment, causeId: string) {
  if (before?.run !== after.run) return after.untold ? null : { rulesVersion: after.sequenceVersion, causeId };
  return before.untold ? { rulesVersion: before.sequenceVersion, causeId: before.causes.at(-1) ?? causeId } : null;
}
