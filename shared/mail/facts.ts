import type { MailRequest } from '../../events/index.ts';
import { parseSubmission, type Submission } from '../capture/index.ts';
import type { CompanyConfig, ConfigReader, RepConfig } from '../config/index.ts';
import { type Lead, readLead } from '../leads/index.ts';
import { ConfigurationError } from '../platform/errors.ts';
import { DecisionId, FormId, LeadId, SubmissionId, type SubmissionRef } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readDecision, renderReason } from '../routing/index.ts';
import { readAddress } from './address.ts';
import { placeOf } from './compose.ts';
import type { MailFacts } from './rules-plan.ts';
import { readTold } from './store.ts';

/** All that a mail is decided and written from. */
export interface GatheredFacts extends MailFacts {
  readonly company: CompanyConfig;
  readonly submission: Submission | undefined;
  readonly reason: string;
  readonly correlationId: string;
}

interface FactParts {
  readonly table: Table;
  readonly config: ConfigReader;
}

/**
 * Reads what one mail needs. The lead is read consistently: its message may overtake the replicas. The rest is read cheaply;
 * the claim checks again whatever must be exact.
 */
export async function gatherFacts(request: MailRequest, { table, config }: FactParts): Promise<GatheredFacts> {
  const leadId = LeadId.parse(request.leadId);
  const [lead, company] = await Promise.all([readLead(table, leadId, { consistent: true }), readCompany(config)]);
  const ref = request.kind === 'assignedNotice' ? lead?.source : submissionOf(request);
  const [submission, forms, owner, reason, address, told] = await Promise.all([
    ref && readSubmission(table, ref),
    config.current('forms'),
    lead?.owner && readOwner(config, lead.owner.repId),
    lead && request.kind === 'assignedNotice' ? reasonFor(lead, DecisionId.parse(request.decisionId), { table, config }) : '',
    lead?.email && (request.kind === 'welcome' || request.kind === 'followUp') ? readAddress(table, lead.email) : {},
    request.kind === 'repeatNotice' ? readTold(table, leadId, FormId.parse(request.formId)) : undefined,
  ]);
  return {
    lead,
    owner: owner ?? undefined,
    form: ref && forms.documents.get(ref.formId),
    address,
    told,
    timeZone: company.timeZone,
    company,
    submission,
    reason,
    correlationId: ref ? `${ref.formId}/${ref.submissionId}` : request.leadId,
  };
}

function submissionOf(request: { formId: string; submissionId: string }): SubmissionRef {
  return { formId: FormId.parse(request.formId), submissionId: SubmissionId.parse(request.submissionId) };
}

async function readCompany(config: ConfigReader): Promise<CompanyConfig> {
  const company = (await config.current('company')).documents.get('company');
  if (!company) throw new ConfigurationError('the configuration has no company; publish the kind `company`');
  return company;
}

async function readOwner(config: ConfigReader, repId: string): Promise<RepConfig | undefined> {
  return (await config.current('reps')).documents.get(repId);
}

/** Eventual: the post was stored seconds before anybody asks for a mail about it. */
async function readSubmission(table: Table, ref: SubmissionRef): Promise<Submission | undefined> {
  const item = await table.get(keys.submission(ref));
  return item && parseSubmission(item);
}

/** The sentence speaks to the rep, so it leaves out their name. */
async function reasonFor(lead: Lead, decisionId: DecisionId, { table, config }: FactParts): Promise<string> {
  const [decision, pools, owner] = await Promise.all([
    readDecision(table, lead.leadId, decisionId),
    config.current('pools'),
    lead.owner && readOwner(config, lead.owner.repId),
  ]);
  if (!decision) return '';
  const locale = owner?.locale ?? 'vi';
  const pool = pools.documents.get(decision.poolId)?.name ?? { vi: decision.poolId, en: decision.poolId };
  return renderReason(decision, locale, { pool, province: placeOf(lead, locale) });
}
