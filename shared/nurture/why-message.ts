import type { ConfigReader } from '../config/index.ts';
import { mailId, readMail } from '../mail/index.ts';
import type { Clock } from '../platform/clock.ts';
import { type LeadId, SequenceId, StepId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { followedSequence, readEnrolment, stepOf } from '../sequences/index.ts';
import { type Why, whyOf } from './rules-why.ts';
import { stepName } from './step-place.ts';

/** What became of the mail of a step, before it is put into words. */
export interface WhyMessage extends Why {
  readonly sequenceId: SequenceId;
  readonly stepId: StepId;
  /** Null where the lead never was in the sequence. */
  readonly run: number | null;
}

/** Answers from what was stored why a lead got a mail of a sequence in its last run, or did not. */
export async function whyMessage(
  asked: { readonly leadId: LeadId; readonly sequence: string; readonly step: string },
  { table, config, clock }: { readonly table: Table; readonly config: ConfigReader; readonly clock: Clock },
): Promise<WhyMessage> {
  const [sequenceId, stepId] = [SequenceId.parse(asked.sequence), StepId.parse(asked.step)];
  const enrolment = await readEnrolment(table, asked.leadId, sequenceId);
  const run = enrolment?.run ?? null;
  const [mail, sequence] = enrolment
    ? await Promise.all([
        readMail(table, asked.leadId, mailId('sequenceMail', stepName({ sequenceId, run: enrolment.run, stepId }))),
        followedSequence(enrolment, config),
      ])
    : [];
  // Of a sequence that is gone nobody knows which steps were mails.
  const isMail = sequence === undefined || stepOf(sequence, stepId)?.do === 'mail';
  return { sequenceId, stepId, run, ...whyOf(stepId, { enrolment, mail, isMail }, clock()) };
}
