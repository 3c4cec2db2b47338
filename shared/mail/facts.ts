import type { z } from 'zod';
import { type MailRequest, temperatureChanged } from '../../events/index.ts';
import { userKind } from '../access/user-config.ts';
import { formKind } from '../capture/form-config.ts';
import { parseSubmission, readOutcome, type Submission } from '../capture/index.ts';
import { type CompanyConfig, companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { dataOf, type Lead, type Locale, readLead, readTimelineEntry } from '../leads/index.ts';
import { isToLead } from '../mail-requests/index.ts';
import type { Digests } from '../platform/digests.ts';
import { ConfigurationError, CorruptItemError, NotFoundError } from '../platform/errors.ts';
import { DecisionId, EntryId, formIdOf, LeadId, refText, Source, SubmissionRef } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { readDecision, renderReason } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { type RuleLabels, renderWhyHot, ruleLabels, ruleSetInForce, ruleSetOfVersion } from '../scoring/index.ts';
import { readAddress, readMailbox } from './address.ts';
import { addressProblem, ownAddresses } from './address-problem.ts';
import type { Sender } from './compose.ts';
import { addressOf } from './header-text.ts';
import { placeOf } from './place.ts';
import type { MailFacts } from './rules-plan.ts';
import { readTold } from './store.ts';
import { submitterOf } from './submitter.ts';

/** All that a mail is decided and written from. */
export interface GatheredFacts extends MailFacts {
  readonly company: CompanyConfig;
  readonly submission: Submission | undefined;
  readonly reason: string;
  readonly correlationId: string;
}

interface FactParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly sender: Pick<Sender, 'from'>;
  readonly config: ConfigReader;
}

/**
 * Reads what one mail needs. The lead is read consistently: its message may overtake the replicas. The rest is read cheaply;
 * the claim checks again whatever must be exact.
 */
export async function gatherFacts(request: MailRequest, parts: FactParts): Promise<GatheredFacts> {
  const { table, config } = parts;
  const leadId = LeadId.parse(request.leadId);
  const posted = request.kind === 'assignedNotice' || request.kind === 'hotNotice' ? undefined : SubmissionRef.parse(request);
  const toLead = isToLead(request.kind);
  const [lead, company, rise, postedSubmission, forms] = await Promise.all([
    readLead(table, leadId, { consistent: true }),
    readCompany(config),
    request.kind === 'hotNotice' ? readRise(table, request) : undefined,
    posted && readSubmission(table, posted),
    config.current(formKind),
  ]);
  const ref = posted ?? lead?.source.first;
  const form = ref && forms.documents.get(formIdOf(ref) ?? '');
  const postedEmail = postedSubmission && submitterOf(postedSubmission, company.defaultLocale).email;
  const [submission, owner, reason, addressFacts, told, hasValidToken] = await Promise.all([
    postedSubmission ?? (lead && !posted ? readSubmission(table, lead.source.first) : undefined),
    lead?.owner && readOwner(config, lead.owner.repId),
    lead ? reasonOf(request, lead, rise, parts) : '',
    toLead && postedEmail ? stateOf(postedEmail, company, parts) : nothingKnown,
    request.kind === 'repeatNotice' ? readTold(table, lead?.leadId ?? leadId, Source.parse(request)) : undefined,
    toLead && ref && form && !form.mailsWithoutToken ? cameWithToken(table, ref) : undefined,
  ]);
  const submitter = submission && submitterOf(submission, company.defaultLocale);
  return {
    lead,
    owner: owner ?? undefined,
    form,
    submitter,
    hasValidToken,
    ...addressFacts,
    told,
    rise,
    timeZone: company.timeZone,
    company,
    submission,
    reason,
    correlationId: ref && request.kind !== 'hotNotice' ? refText(ref) : request.leadId,
  };
}

type AddressFacts = Pick<MailFacts, 'address' | 'mailbox' | 'addressProblem'>;
const nothingKnown: AddressFacts = { address: {}, mailbox: {}, addressProblem: null };

/** What decides whether an address is written to. */
async function stateOf(email: string, company: CompanyConfig, parts: FactParts): Promise<AddressFacts> {
  const [address, mailbox, reps, users] = await Promise.all([
    readAddress(parts, email),
    readMailbox(parts, email),
    parts.config.current(repKind),
    parts.config.current(userKind),
  ]);
  const people = [...reps.documents.values(), ...users.documents.values()].map((person) => person.email);
  const own = ownAddresses([addressOf(parts.sender.from), company.email], people);
  return { address, mailbox, addressProblem: addressProblem(email, own) };
}

async function readCompany(config: ConfigReader): Promise<CompanyConfig> {
  const company = (await config.current(companyKind)).documents.get('company');
  if (!company) throw new ConfigurationError('the configuration has no company; publish the kind `company`');
  return company;
}

async function readOwner(config: ConfigReader, repId: string): Promise<RepConfig | undefined> {
  return (await config.current(repKind)).documents.get(repId);
}

/** Read cheaply first: the post was stored before anybody could ask for a mail about it, mostly long enough before for every replica. */
async function readSubmission(table: Table, ref: SubmissionRef): Promise<Submission | undefined> {
  const item = (await table.get(keys.submission(ref))) ?? (await table.get(keys.submission(ref), { consistent: true }));
  return item && parseSubmission(item);
}

async function cameWithToken(table: Table, ref: SubmissionRef): Promise<boolean> {
  const outcome = await readOutcome(table, ref);
  return outcome?.kind === 'lead' && outcome.hasValidToken;
}

/** A change of temperature as its entry tells it. */
type Rise = z.infer<typeof temperatureChanged.read>;

async function readRise(table: Table, { leadId, at, entryId }: MailRequest & { kind: 'hotNotice' }): Promise<Rise | undefined> {
  const entry = await readTimelineEntry(table, LeadId.parse(leadId), at, EntryId.parse(entryId));
  if (!entry) return undefined;
  const rise = dataOf(temperatureChanged, entry);
  if (!rise) throw new CorruptItemError('the entry behind a hot notice tells of no temperature');
  return rise;
}

/** Why a notice is sent, in the language of the lead's owner. */
async function reasonOf(request: MailRequest, lead: Lead, rise: Rise | undefined, parts: FactParts): Promise<string> {
  if (request.kind !== 'assignedNotice' && request.kind !== 'hotNotice') return '';
  const owner = lead.owner && (await readOwner(parts.config, lead.owner.repId));
  const locale = owner?.locale ?? 'vi';
  if (request.kind === 'assignedNotice') return decisionReason(lead, request, locale, parts);
  return rise ? renderWhyHot(rise, locale, await labelsOf(rise, parts.config)) : '';
}

/** The labels of the rules that the change was counted by. */
async function labelsOf(rise: Rise, config: ConfigReader): Promise<RuleLabels> {
  try {
    return ruleLabels((await ruleSetOfVersion(config, rise.rulesVersion)).rules);
  } catch (error) {
    // Published a moment ago, and not seen by every replica yet: a rep need not wait for words.
    if (!(error instanceof NotFoundError)) throw error;
    return ruleLabels((await ruleSetInForce(config)).rules);
  }
}

/** The sentence speaks to the rep, so it leaves out their name. A decision lies with the lead that it was made of, merged or not. */
async function decisionReason(
  lead: Lead,
  { leadId, decisionId }: MailRequest & { kind: 'assignedNotice' },
  locale: Locale,
  { table, config }: FactParts,
): Promise<string> {
  const decided = readDecision(table, LeadId.parse(leadId), DecisionId.parse(decisionId));
  const [decision, pools] = await Promise.all([decided, config.current(poolKind)]);
  if (!decision) return '';
  const pool = pools.documents.get(decision.poolId)?.name ?? { vi: decision.poolId, en: decision.poolId };
  return renderReason(decision, locale, { pool, province: placeOf(lead, locale) });
}
