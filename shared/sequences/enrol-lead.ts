import type { Actor } from '../../events/index.ts';
import { readLead } from '../leads/index.ts';
import type { EntryId, LeadId, SequenceId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { sendInPlaceOf } from '../timers/index.ts';
import type { About, Enrolment } from './enrolment.ts';
import { readEnrolment } from './enrolment-store.ts';
import { gatherSituation } from './gather-situation.ts';
import type { Advanced, NotEnrolledReason } from './machine.ts';
import { type MoveParts, moveRun } from './move-run.ts';
import { timerOf } from './rest-timer.ts';
import { enrol } from './rules-advance.ts';
import { outsideReason } from './rules-outside.ts';
import type { SequencesInForce } from './sequences-in-force.ts';
import { endedByRefusal, wantsNoneOf } from './wants-none-of.ts';

/** A lead that is to be put into a sequence, and why. */
export interface EnrolAsk {
  readonly leadId: LeadId;
  readonly sequenceId: SequenceId;
  readonly entryId: EntryId;
  readonly happenedAt: Date;
  readonly about: About;
  readonly actor: Actor;
  readonly now: () => Date;
  /** Whoever asks does so again, with the same entry, until an answer came: that is a net for what is due at once, as a timer is. */
  readonly comesAgain: boolean;
  /** Returns further writes for the same transaction. @default - none */
  readonly along?: (after: Enrolment) => readonly WriteItem[];
}

/** What came of it: the run, or why there is none. */
export type EnrolResult = Enrolment | NotEnrolledReason | 'leadGone' | 'sequenceGone';

/**
 * Puts a lead, or the one that it was merged into, into a sequence, if the rules of the sequence let it in. Safe to repeat: what put it in
 * once does not do so again.
 */
export function enrolLead(ask: EnrolAsk, { version, sequences }: SequencesInForce, parts: MoveParts): Promise<EnrolResult> {
  return untilWritten(async () => {
    const sequence = sequences.get(ask.sequenceId);
    if (!sequence) return 'sequenceGone';
    const lead = await readLead(parts.table, ask.leadId, { consistent: true });
    if (!lead) return 'leadGone';
    const { leadId } = lead;
    const { entryId, happenedAt, about, actor, comesAgain, along = () => [] } = ask;
    const before = await readEnrolment(parts.table, leadId, sequence.id);
    const at = ask.now();
    if (before?.untold && comesAgain && before.causes.at(-1) === entryId) {
      await askForMail(before, at, parts);
      return 'knownCause';
    }
    const [first] = sequence.steps;
    const begun = first && { stepId: first.id, done: [] };
    if (outsideReason(lead) || (begun && (await wantsNoneOf(sequence, begun, lead, parts.config)))) return 'status';
    const situation = await gatherSituation({ lead, sequence, enrolment: null, at }, parts);
    const cause = { leadId, entryId, happenedAt, about, sequenceVersion: version };
    const decided = enrol(sequence, before ?? undefined, cause, situation);
    if (!decided.isEnrolled) return decided.reason;
    const enrolled = await endedByRefusal(decided, sequence, lead, at, parts.config);
    if (enrolled.after.ended?.reason === 'optOut' && enrolled.effects.length === 0) return 'status';
    const move = { lead, before, advanced: enrolled, at, actor, causeId: entryId };
    if (!comesAgain || !isMailAtOnce(enrolled, at)) await moveRun(move, parts, along(enrolled.after));
    else {
      const after = { ...enrolled.after, untold: true } as const;
      await moveRun({ ...move, advanced: { ...enrolled, after, timer: null } }, parts, along(after));
      await askForMail(after, at, parts);
    }
    return enrolled.after;
  });
}

/** Tells whether a run rests, as it begins, at a mail that is due by now: whoever decides about the mail tells of the beginning along with it. */
function isMailAtOnce({ effects, timer }: Advanced, at: Date): boolean {
  return effects.length === 0 && timer?.to === 'mail' && timer.dueAt <= at;
}

const askForMail = (run: Enrolment, now: Date, parts: MoveParts): Promise<void> =>
  sendInPlaceOf(timerOf(run, { dueAt: now, to: 'mail' }), parts);
