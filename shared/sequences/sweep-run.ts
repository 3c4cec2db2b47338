import { readLeadItself } from '../leads/index.ts';
import type { LeadId, SequenceId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { sendDueTimers } from '../timers/index.ts';
import { advanceEnrolment } from './advance-enrolment.ts';
import type { Enrolment } from './enrolment.ts';
import { readEnrolment } from './enrolment-store.ts';
import { byMachine, type MoveParts, moveRun } from './move-run.ts';
import { timerOf } from './rest-timer.ts';
import { adopt } from './rules-adopt.ts';
import { stepOf } from './rules-routes.ts';
import type { SequenceConfig } from './sequence-config.ts';
import { followedSequence } from './sequences-in-force.ts';

/**
 * What a look at a run after a publication did, and whether it brought the run to other steps; `woken`: it was due while its sequence was
 * paused, and is asked for again.
 */
export interface Swept {
  readonly isAdopted: boolean;
  readonly did: 'moved' | 'woken' | 'ended' | 'rests';
}

/** A publication of sequences; `edited`: the sequence that runs are to follow from now on, where they are. */
export interface Publication {
  readonly version: number;
  readonly publishedAt: string;
  readonly edited: SequenceConfig | undefined;
}

/** Brings a run to the steps of a publication, where it is to follow them, and goes on with what is due. */
export async function sweepRun(leadId: LeadId, sequenceId: SequenceId, publication: Publication, parts: MoveParts): Promise<Swept> {
  const isAdoptedNow = await adoptSteps(leadId, sequenceId, publication, parts);
  const stands = await readEnrolment(parts.table, leadId, sequenceId);
  const { version, publishedAt, edited } = publication;
  // Or by a look that died before it was counted: whoever came later had these steps from the beginning.
  const isAdopted = isAdoptedNow || (edited !== undefined && stands?.sequenceVersion === version && stands.since < publishedAt);
  if (stands?.state !== 'active') return { isAdopted, did: isAdoptedNow ? 'ended' : 'rests' };
  const result = await advanceEnrolment({ leadId, sequenceId, run: stands.run }, parts.clock, parts);
  if (result === 'ended' || result === 'moved') return { isAdopted, did: result };
  const isWoken = !isAdoptedNow && result === 'rests' && (await wake(stands, parts));
  return { isAdopted, did: isWoken ? 'woken' : 'rests' };
}

/** Asks again for the step of a run that is due; false where none is, or its sequence is paused. */
async function wake(stands: Enrolment, parts: MoveParts): Promise<boolean> {
  const { table, config, clock } = parts;
  const sequence = await followedSequence(stands, config);
  if (sequence?.state !== 'on' || stands.dueAt === null || Date.parse(stands.dueAt) > clock().getTime()) return false;
  const to = stepOf(sequence, stands.stepId)?.do === 'mail' ? 'mail' : 'work';
  const timer = timerOf(stands, { dueAt: clock(), to });
  await table.transact([timer]);
  await sendDueTimers([timer], parts);
  return true;
}

/** False where the run follows these steps already, or newer ones, or keeps its own. */
function adoptSteps(leadId: LeadId, sequenceId: SequenceId, { version, edited }: Publication, parts: MoveParts): Promise<boolean> {
  return untilWritten(async () => {
    const before = edited ? await readEnrolment(parts.table, leadId, sequenceId) : null;
    if (!edited || before?.state !== 'active' || before.sequenceVersion >= version) return false;
    const [lead, from] = await Promise.all([
      readLeadItself(parts.table, leadId, { consistent: true }),
      followedSequence(before, parts.config),
    ]);
    if (!lead || !from) return false;
    const at = parts.clock();
    const moved = adopt(before, { from, to: edited, toVersion: version }, at);
    const causeId = `sequences/${version}`;
    await moveRun({ lead, before, advanced: { ...moved, effects: [] }, at, actor: byMachine, causeId }, parts);
    return true;
  });
}
