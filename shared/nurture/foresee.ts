import { readCompany } from '../company/index.ts';
import { whichMails } from '../experiments/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import type { AddressProblem, ProductParts } from '../mail/index.ts';
import { versionOf } from '../mail-templates/index.ts';
import { templateKind } from '../mail-templates/template-config.ts';
import { type ForeseenStep, forecast, readRuns, stepOf, taskDueAt } from '../sequences/index.ts';
import { webhookKind } from '../webhooks/webhook-config.ts';
import { receiverOf } from './plan-sequence-mail.ts';
import { readReceiver } from './sequence-facts.ts';

/** Something that will be done for a lead, and by which template where it is a mail. */
export interface Foreseen {
  readonly step: Pick<ForeseenStep, 'sequenceId' | 'run' | 'stepId' | 'at' | 'does'>;
  /** Why it is not sent, what it waited for, or why the run ends; one word. */
  readonly reason: string | null;
  readonly templateId: string | null;
  /** What the record of the mail will call its wording, in the language that the lead reads; null of one that will not be sent. */
  readonly templateVersion: string | null;
  /** Which of the wordings of the template that is: today it has one in each language. */
  readonly variant: Locale | null;
}

/**
 * Foresees what the sequences of a lead will do within 30 days where nothing else happens: by the machine that takes their steps, and by what the
 * gate decides with.
 */
export async function foresee(lead: Lead, at: Date, parts: Pick<ProductParts, 'table' | 'config' | 'digests'>): Promise<Foreseen[]> {
  const company = await readCompany(parts.config);
  const [{ runs, ends, facts, moments, timeZone, refused, owned, unheard, roomForTasks, looksAfter }, receiver, templates, webhooks] =
    await Promise.all([
      readRuns(lead, at, parts),
      readReceiver(lead, null, company, { ...parts, sender: { from: company.email } }),
      parts.config.current(templateKind),
      parts.config.current(webhookKind),
    ]);
  const mails = runs.flatMap(({ sequence }) => sequence.steps.flatMap((step) => (step.do === 'mail' ? [step] : [])));
  const templateFor = await whichMails(mails, lead.leadId, parts.table);
  const steps = forecast({
    runs,
    facts,
    moments,
    timeZone,
    receiverAt: (moment) => receiverOf(lead, receiver, company, moment),
    mailOf: (mail) => {
      const found = templates.documents.get(templateFor(mail));
      return found ? { purpose: found.purpose, topic: found.topic ?? null } : null;
    },
    refused,
    noticeProblem: ({ sequenceId }) => unheard.get(sequenceId) ?? null,
    hasOwner: ({ sequenceId }) => owned.has(sequenceId),
    roomForTasks,
    looksAfter,
    webhooks: webhooks.documents,
    taskDueAt: (step, moment) => taskDueAt(company, step, moment, timeZone),
    at,
  });
  const templateOf = ({ sequenceId, stepId }: ForeseenStep): string | null => {
    const sequence = runs.find(({ enrolment }) => enrolment.sequenceId === sequenceId)?.sequence;
    const step = sequence && stepOf(sequence, stepId);
    return step?.do === 'mail' ? templateFor(step) : null;
  };
  const wordingOf = (step: ForeseenStep): Pick<Foreseen, 'templateId' | 'templateVersion' | 'variant'> => {
    const templateId = step.does === 'mail' || step.does === 'skip' ? templateOf(step) : null;
    const template = step.does === 'mail' && templateId !== null ? templates.documents.get(templateId) : undefined;
    if (!template) return { templateId, templateVersion: null, variant: null };
    return { templateId, templateVersion: versionOf(template, lead.locale), variant: lead.locale };
  };
  return [...ends, ...steps].map((step) => ({
    step,
    reason: reasonOf(step, receiver.addressProblem),
    ...wordingOf(step),
  }));
}

/** An address that gets no automatic mail is named as what it is, as the gate does. */
function reasonOf(step: ForeseenStep, problem: AddressProblem | null): string | null {
  if ('waitsFor' in step) return step.waitsFor;
  if (!('reason' in step)) return null;
  return step.reason === 'noAddress' && problem ? problem : step.reason;
}
