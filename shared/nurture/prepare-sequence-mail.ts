import { formKind } from '../capture/form-config.ts';
import type { CompanyConfig } from '../company/index.ts';
import { type Trial, whichMail } from '../experiments/index.ts';
import type { Lead } from '../leads/index.ts';
import {
  type Advertising,
  advertisingLimits,
  type BegunMail,
  type ClaimGuard,
  type ClaimParts,
  type MailPlan,
  mailId,
  type ProductParts,
  type WrittenMail,
} from '../mail/index.ts';
import { type ResolvedTemplate, resolveTemplate, type TemplateValues } from '../mail-templates/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { TemplateId } from '../platform/ids.ts';
import { advertisingOpen, type LeavingLinks, leavingLinks } from '../preferences/index.ts';
import { enrolmentAt, type LeadMoments, type StepPlace, stepOf, taskAhead } from '../sequences/index.ts';
import { surveyUrl } from '../surveys/index.ts';
import { taskStands } from '../tasks/index.ts';
import { planSequenceMail } from './plan-sequence-mail.ts';
import {
  dueMailsOf,
  type FollowedRun,
  type ReceiverFacts,
  readBounds,
  readLeavingFacts,
  readMailRuns,
  readReceiver,
} from './sequence-facts.ts';
import { stepName } from './step-place.ts';
import { readTemplateValues } from './template-values.ts';

/** A mail that is due, as its template has it now. */
interface Letter {
  readonly template: ResolvedTemplate;
  readonly values: TemplateValues;
  /** Which of two mails that are tried against each other it is. */
  readonly trial?: Trial;
  /** When its step was due: the same in each try. */
  readonly dueAt: Date;
  /** Days in which the link to its survey takes an answer. */
  readonly surveyDays: number;
}

/** A mail of a step, with all that is known of it. */
export interface PreparedStep {
  readonly correlationId: string;
  plan(now: Date): MailPlan;
  /** @throws CorruptItemError where the mail is not to be sent */
  compose(to: string, parts: Pick<ProductParts, 'digests' | 'sender'>): WrittenMail;
  guards(parts: Pick<ClaimParts, 'now'>): readonly ClaimGuard[];
  advertising(to: string, parts: ClaimParts): Advertising | null;
}

/** Reads what a mail of a step is decided from and made of; undefined where its run rests elsewhere by now, or the lead is gone. */
export async function prepareStep(place: StepPlace, begun: BegunMail, parts: ProductParts): Promise<PreparedStep | undefined> {
  const [lead, company, runs] = await Promise.all([begun.lead, begun.company, readMailRuns(place.leadId, parts)]);
  const followed = runs.find(({ enrolment }) => stepName(enrolment) === stepName(place));
  if (!lead || !followed) return undefined;
  const receiving = readReceiver(lead, mailId('sequenceMail', stepName(place)), company, parts);
  const bounds = readBounds(lead, runs, company, parts);
  const [moments, due, receiver, leavingFacts, letter] = await Promise.all([
    bounds,
    bounds.then((read) => dueMailsOf(runs, read, parts.config)),
    receiving,
    readLeavingFacts(lead, runs, parts),
    readLetter(followed, lead, company, { receiving, bounds }, parts),
  ]);
  return {
    correlationId: followed.enrolment.causes.at(-1) ?? stepName(place),
    plan: (now) => planSequenceMail({ request: place, lead, company, runs, due, receiver, leavingFacts }, now),
    compose(to, { digests, sender }) {
      const { template, values, trial } = letterOf(letter);
      const tried = trial === undefined ? {} : { trial };
      const links = linksOf(letterOf(letter), lead, to, { digests, sender });
      const { unsubscribeUrl, preferencesUrl } = links;
      const rendered = template.render({
        ...values,
        'links.unsubscribeUrl': unsubscribeUrl,
        'links.preferencesUrl': preferencesUrl,
        'links.surveyUrl': surveyLinkOf(letterOf(letter), lead, stepName(place), sender),
      });
      return { ...rendered, version: template.version, locale: template.locale, replyTo: company.email, reader: lead.leadId, ...tried };
    },
    guards({ now }) {
      const run: ClaimGuard = { write: enrolmentAt(place), refused: () => ({ act: 'leave', why: 'stepIsOver' }) };
      const task = taskAhead(followed.enrolment, moments);
      // Moved or called off a moment ago: it is decided upon again, by how things stand then.
      return task ? [run, { write: taskStands(task), refused: () => ({ act: 'postpone', until: now, why: 'moment' }) }] : [run];
    },
    advertising(to, claim) {
      const { template } = letterOf(letter);
      if (template.purpose !== 'advertising' || template.topic === null) return null;
      return {
        open: advertisingOpen(claim.digests.address(to), template.topic, claim.now, claim),
        limits: advertisingLimits(company),
        refusalUrl: linksOf(letterOf(letter), lead, to, claim).unsubscribeUrl,
      };
    },
  };
}

async function readLetter(
  { enrolment, sequence }: FollowedRun,
  lead: Lead,
  company: CompanyConfig,
  { receiving, bounds }: { readonly receiving: Promise<ReceiverFacts>; readonly bounds: Promise<LeadMoments | undefined> },
  parts: ProductParts,
): Promise<Letter | undefined> {
  const step = stepOf(sequence, enrolment.stepId);
  if (step?.do !== 'mail') return undefined;
  const which = whichMail(step, lead.leadId, parts.table);
  const [{ trial }, template, values] = await Promise.all([
    which,
    which.then(({ template: name }) => resolveTemplate(parts, TemplateId.parse(name), lead.locale, parts.clock())),
    Promise.all([receiving, bounds]).then(([{ talk }, moments]) =>
      readTemplateValues(lead, { run: enrolment, tasks: talk.tasks, moments, now: parts.clock() }, lead.locale, {
        table: parts.table,
        company,
        config: parts.config,
      }),
    ),
  ]);
  if (!template) return undefined;
  const forms = template.survey && (await parts.config.current(formKind)).documents;
  const surveyDays = (template.survey && forms?.get(template.survey)?.survey?.linkDays) ?? 1;
  const tried = trial === undefined ? {} : { trial };
  return { template, values, ...tried, dueAt: new Date(enrolment.dueAt ?? enrolment.since), surveyDays };
}

function letterOf(letter: Letter | undefined): Letter {
  if (!letter) throw new CorruptItemError('a mail of a sequence has no template');
  return letter;
}

/** By the step of the run: tries of one mail have one link, and a later run asks anew. */
function surveyLinkOf({ template, dueAt, surveyDays }: Letter, { leadId }: Lead, name: string, sender: ProductParts['sender']): string {
  const { survey, locale } = template;
  if (survey === null) return '';
  const mail = mailId('sequenceMail', name);
  return surveyUrl({ leadId, formId: survey, mailId: mail, locale }, { at: dueAt, days: surveyDays }, sender);
}

function linksOf(
  { template, dueAt }: Letter,
  { leadId }: Lead,
  to: string,
  { digests, sender }: Pick<ProductParts, 'digests' | 'sender'>,
): LeavingLinks {
  return leavingLinks({ leadId, address: digests.address(to), topic: template.topic, locale: template.locale }, dueAt, sender);
}
