import { readCalls } from '../call-log/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Lead } from '../leads/index.ts';
import {
  type AddressProblem,
  type AddressState,
  advertisingLimits,
  type MailboxAhead,
  noMailbox,
  type ProductParts,
  type RecipientParts,
  readRecipient,
  readSlotsAhead,
} from '../mail/index.ts';
import { templateKind } from '../mail-templates/template-config.ts';
import type { MailId } from '../platform/ids.ts';
import { besideRules, gatherFacts, type LeadFacts, needsOf } from '../segments/index.ts';
import {
  boundOf,
  type DueMail,
  type Enrolment,
  followedSequence,
  type LeadMoments,
  readEnrolments,
  readMoments,
  type SequenceConfig,
  stepOf,
  usefulMs,
} from '../sequences/index.ts';
import { readTasks } from '../tasks/index.ts';
import type { Talk } from './rules-day.ts';

/** A run of the lead, with the sequence as the run follows it. */
export interface FollowedRun {
  readonly enrolment: Enrolment;
  readonly sequence: SequenceConfig;
}

/** What decides about the mails of one lead, as it stands. */
export interface ReceiverFacts {
  readonly address: AddressState;
  readonly addressProblem: AddressProblem | null;
  readonly talk: Talk;
  readonly slots: MailboxAhead;
}

/**
 * Reads what decides about the mails of a lead. `mailId`: which of them is asked about, because a mail that holds a slot may take it again; null:
 * about all that will come.
 */
export async function readReceiver(
  lead: Lead,
  mailId: MailId | null,
  company: CompanyConfig,
  parts: RecipientParts,
): Promise<ReceiverFacts> {
  const { email, leadId } = lead;
  const [recipient, slots, tasks, [lastCall]] = await Promise.all([
    email === null ? undefined : readRecipient('sequenceMail', email, company, parts),
    email === null ? noMailbox : readSlotsAhead(email, mailId && { leadId, mailId }, { ...parts, limits: advertisingLimits(company) }),
    readTasks(parts.table, lead),
    readCalls(parts.table, lead, { limit: 1, consistent: true }),
  ]);
  const { address = {}, addressProblem = null } = recipient ?? {};
  return { address, addressProblem, slots, talk: { tasks, lastCall } };
}

/** Reads the runs of a lead that rest at a mail, as they stand now. */
export async function readMailRuns(
  leadId: Enrolment['leadId'],
  { table, config }: Pick<ProductParts, 'table' | 'config'>,
): Promise<FollowedRun[]> {
  const enrolments = (await readEnrolments(table, leadId)).filter(({ state }) => state === 'active');
  const runs = await Promise.all(enrolments.map(async (enrolment) => ({ enrolment, sequence: await followedSequence(enrolment, config) })));
  return runs.flatMap(({ enrolment, sequence }) =>
    sequence && stepOf(sequence, enrolment.stepId)?.do === 'mail' ? [{ enrolment, sequence }] : [],
  );
}

/** Reads the moments that mails come before at which runs rest, as they stand now. */
export async function readBounds(
  lead: Lead,
  runs: readonly FollowedRun[],
  company: CompanyConfig,
  parts: Pick<ProductParts, 'table' | 'config'>,
): Promise<LeadMoments | undefined> {
  const asked = runs.flatMap(({ enrolment: { moment } }) => (moment ? [moment.of] : []));
  return readMoments(lead, asked, company.timeZone, parts);
}

/** Returns the mails at which runs rest; one whose template is configured no more is none. */
export async function dueMailsOf(runs: readonly FollowedRun[], moments: LeadMoments | undefined, config: ConfigReader): Promise<DueMail[]> {
  const templates = (await config.current(templateKind)).documents;
  return runs.flatMap(({ enrolment, sequence }) => {
    const step = stepOf(sequence, enrolment.stepId);
    const template = step?.do === 'mail' ? templates.get(step.template) : undefined;
    if (step?.do !== 'mail' || !template || enrolment.dueAt === null) return [];
    const { sequenceId, run, stepId } = enrolment;
    const { purpose, topic = null } = template;
    const own = {
      sequenceId,
      run,
      stepId,
      dueAt: new Date(enrolment.dueAt),
      priority: sequence.priority,
      moment: boundOf(enrolment, moments),
    };
    return [{ ...own, purpose, topic, isPaused: sequence.state === 'paused', usefulMs: usefulMs(step, sequence, purpose) }];
  });
}

/** Reads what exits and goals of runs ask of a lead, as it stands now. */
export async function readLeavingFacts(
  lead: Lead,
  runs: readonly Pick<FollowedRun, 'sequence'>[],
  { table, config }: Pick<ProductParts, 'table' | 'config'>,
): Promise<LeadFacts> {
  const rules = runs.flatMap(({ sequence: { goal, exits } }) => [...exits.map((exit) => exit.if), ...(goal ? [goal] : [])]);
  return gatherFacts(table, lead, { needs: needsOf(rules), ...(await besideRules(config)) });
}
