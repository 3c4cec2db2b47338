import { type FormConfig, formKind } from '../capture/form-config.ts';
import { answersOfForm, putNewSubmission, readSubmissions, type Submission } from '../capture/index.ts';
import { type CompanyConfig, readCompany } from '../company/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Locale, readLead } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import type { FieldFault } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { answerRef, readSurveyLink, type SurveyClaims } from './link.ts';
import { type AskedForm, askedByLink } from './rules-survey.ts';

type Company = Pick<CompanyConfig, 'name' | 'phone'>;

/** What a link shows: the questions, that they were answered, or why they are not asked. Nothing of the person stands in it: links are passed on. */
export type SurveyPage =
  | {
      readonly kind: 'ask';
      readonly company: Company;
      readonly locale: Locale;
      readonly form: AskedForm;
      /** What was posted, to be corrected. */
      readonly answers: Readonly<Record<string, string>>;
      /** A path of no field: nothing was answered. */
      readonly faults: readonly FieldFault[];
    }
  | { readonly kind: 'thanks'; readonly company: Company; readonly locale: Locale; readonly form: AskedForm }
  | { readonly kind: 'answered' | 'expired' | 'gone'; readonly company: Company; readonly locale: Locale }
  | { readonly kind: 'unknown'; readonly company: Company };

export interface SurveyParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly digests: Pick<Digests, 'body'>;
  readonly clock: Clock;
  /** Every key that signed links and is still believed. */
  readonly signedLinkKeys: readonly string[];
}

/** Shows the questions behind a link. Changes nothing: programs open links before people do. */
export async function showSurvey(token: string, parts: SurveyParts): Promise<SurveyPage> {
  const opened = await openSurvey(token, parts);
  if (!('claims' in opened)) return opened;
  const { claims, company, form } = opened;
  const [there] = await readSubmissions(parts.table, [answerRef(claims)]);
  const { locale } = claims;
  return there ? { kind: 'answered', company, locale } : { kind: 'ask', company, locale, form, answers: {}, faults: [] };
}

/**
 * Keeps what was answered behind a link as a post of the form, by the person whom the link was sent to. The first answer counts: what follows from it may
 * have been done when a second one comes, and that may be of somebody to whom the mail was passed on.
 */
export async function answerSurvey(token: string, posted: URLSearchParams, parts: SurveyParts): Promise<SurveyPage> {
  const opened = await openSurvey(token, parts);
  if (!('claims' in opened)) return opened;
  const { claims, company, form, formVersion } = opened;
  const { locale, leadId, mail } = claims;
  const values = new Map(form.fields.map(({ name }) => [name, posted.getAll(name)] as const));
  const { fields, faults, contentHash } = answersOfForm(form, values, locale, parts.digests);
  const isEmpty = Object.keys(fields).length === 0;
  if (faults.length > 0 || isEmpty) {
    const told = faults.length > 0 ? faults : [{ path: '', message: '' }];
    return { kind: 'ask', company, locale, form, answers: fields, faults: told };
  }
  const submission: Submission = {
    ...answerRef(claims),
    contentHash,
    receivedAt: parts.clock().toISOString(),
    formVersion,
    fields,
    extra: {},
    droppedFiles: [],
    context: { pageUrl: null, referrer: null, utm: {}, visitorId: null, locale },
    consent: [],
    sender: { honeypotFilled: false, token: 'absent', addressHash: '', agentHash: '' },
    invited: { leadId, mail },
  };
  switch (await keep(submission, claims, parts.table)) {
    case 'new':
    case 'same':
      return { kind: 'thanks', company, locale, form };
    case 'other':
      return { kind: 'answered', company, locale };
    case 'noLead':
      return { kind: 'gone', company, locale };
  }
}

interface OpenSurvey {
  readonly claims: SurveyClaims;
  readonly company: Company;
  readonly form: AskedForm;
  readonly formVersion: number;
}

async function openSurvey(
  token: string,
  { table, config, clock, signedLinkKeys }: SurveyParts,
): Promise<OpenSurvey | Exclude<SurveyPage, { kind: 'ask' }>> {
  const link = readSurveyLink(token, clock(), signedLinkKeys);
  const company = await readCompany(config);
  if (link.kind === 'unknown') return { kind: 'unknown', company };
  const { claims } = link;
  const { locale } = claims;
  if (link.kind === 'expired') return { kind: 'expired', company, locale };
  const [forms, lead] = await Promise.all([config.current(formKind), readLead(table, claims.leadId, { consistent: true })]);
  const form = forms.documents.get(claims.formId);
  // Nobody learns which of the two it is.
  if (!lead || !isSurvey(form)) return { kind: 'gone', company, locale };
  return { claims, company, form: askedByLink(form), formVersion: forms.version };
}

const isSurvey = (form: FormConfig | undefined): form is FormConfig => form?.survey !== undefined;

/** Keeps an answer as long as its person is there: an erasure that runs meanwhile leaves none behind. */
async function keep(submission: Submission, { leadId }: SurveyClaims, table: Table): Promise<'new' | 'same' | 'other' | 'noLead'> {
  try {
    await table.transact([
      { ConditionCheck: { Key: keys.lead(leadId), ConditionExpression: 'attribute_exists(pk)' } },
      putNewSubmission(submission),
    ]);
    return 'new';
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
    const [there] = await readSubmissions(table, [submission]);
    if (!there) return 'noLead';
    return there.contentHash === submission.contentHash ? 'same' : 'other';
  }
}
