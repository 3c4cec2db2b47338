import type { Actor } from '../../events/index.ts';
import { readLead } from '../leads/index.ts';
import type { EntryId, LeadId, SequenceId } from '../platform/ids.ts';
import type { WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { About, Enrolment } from './enrolment.ts';
import { readEnrolment } from './enrolment-store.ts';
import { gatherSituation } from './gather-situation.ts';
import type { NotEnrolledReason } from './machine.ts';
import { type MoveParts, moveRun } from './move-run.ts';
import { enrol } from './rules-advance.ts';
import { outsideReason } from './rules-outside.ts';
import type { SequencesInForce } from './sequences-in-force.ts';
import { wantsNoneOf } from './wants-none-of.ts';

/** A lead that is to be put into a sequence, and why. */
export interface EnrolAsk {
  readonly leadId: LeadId;
  readonly sequenceId: SequenceId;
  readonly entryId: EntryId;
  readonly happenedAt: Date;
  readonly about: About;
  readonly actor: Actor;
  readonly now: () => Date;
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
    const [first] = sequence.steps;
    const begun = first && { stepId: first.id, done: [] };
    if (outsideReason(lead) || (begun && (await wantsNoneOf(sequence, begun, lead, parts.config)))) return 'status';
    const { leadId } = lead;
    const { entryId, happenedAt, about, actor, along = () => [] } = ask;
    const before = await readEnrolment(parts.table, leadId, sequence.id);
    const at = ask.now();
    const situation = await gatherSituation({ lead, sequence, enrolment: null, at }, parts);
    const cause = { leadId, entryId, happenedAt, about, sequenceVersion: version };
    const enrolled = enrol(sequence, before ?? undefined, cause, situation);
    if (!enrolled.isEnrolled) return enrolled.reason;
    await moveRun({ lead, before, advanced: enrolled, at, actor, causeId: entryId }, parts, along(enrolled.after));
    return enrolled.after;
  });
}
