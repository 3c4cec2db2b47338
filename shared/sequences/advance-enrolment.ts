import { type Lead, readLeadItself } from '../leads/index.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { Enrolment } from './enrolment.ts';
import { readEnrolment, removeEnrolment, type StepPlace } from './enrolment-store.ts';
import { gatherSituation } from './gather-situation.ts';
import type { Advanced } from './machine.ts';
import { byMachine, type MoveParts, moveRun } from './move-run.ts';
import { advance, end } from './rules-advance.ts';
import { outsideReason } from './rules-outside.ts';
import { followedSequence } from './sequences-in-force.ts';
import { endedByRefusal, wantsNoneOf } from './wants-none-of.ts';

/** What a look at a run did: it went on, rests where it rested, ended, or is none of those that may be looked at. */
export type AdvanceResult = 'moved' | 'rests' | 'ended' | 'over' | 'leadGone';

/**
 * Takes the steps of a run that are due, as everything stands now. Safe to repeat, at once and in any order: each move is refused where
 * somebody was quicker, and decided anew.
 * @param place of the run; where a step is named, it is looked at only while it rests there
 */
export function advanceEnrolment(
  { leadId, sequenceId, run, stepId }: Omit<StepPlace, 'stepId'> & Partial<Pick<StepPlace, 'stepId'>>,
  now: () => Date,
  parts: MoveParts,
): Promise<AdvanceResult> {
  return untilWritten(async () => {
    const before = await readEnrolment(parts.table, leadId, sequenceId);
    if (before?.state !== 'active' || before.run !== run || (stepId !== undefined && before.stepId !== stepId)) return 'over';
    const lead = await readLeadItself(parts.table, leadId, { consistent: true });
    if (!lead) {
      await removeEnrolment(before, parts.table);
      return 'leadGone';
    }
    const at = now();
    const advanced = await decide(before, lead, at, parts);
    // The timer of where it rests was set by whoever brought it there.
    if (advanced.after === before) return 'rests';
    const causeId = `sequence/${sequenceId}/${run}`;
    await moveRun({ lead, before, advanced, at, actor: byMachine, causeId }, parts);
    return advanced.after.state === 'ended' ? 'ended' : 'moved';
  });
}

async function decide(before: Enrolment, lead: Lead, at: Date, parts: MoveParts): Promise<Advanced> {
  const sequence = await followedSequence(before, parts.config);
  if (!sequence) return { ...end(before, 'sequenceGone', at), effects: [] };
  const reason = outsideReason(lead);
  if (reason) return { ...end(before, reason, at), effects: [] };
  if (await wantsNoneOf(sequence, before, lead, parts.config)) return { ...end(before, 'optOut', at), effects: [] };
  const advanced = advance(before, sequence, await gatherSituation({ lead, sequence, enrolment: before, at }, parts));
  return advanced.after === before ? advanced : endedByRefusal(advanced, sequence, lead, at, parts.config);
}
