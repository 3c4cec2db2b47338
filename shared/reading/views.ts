import type { OutcomeView } from '../../api/forms/submission-view.ts';
import type { BehaviourView, LinkedVisitorView } from '../../api/leads/behaviour-view.ts';
import type { ChoiceView, DecisionView } from '../../api/leads/decision-view.ts';
import type { LeadView } from '../../api/leads/lead-view.ts';
import type { ScoresView, ScoreView } from '../../api/leads/score-view.ts';
import type { EntryView } from '../../api/leads/timeline-view.ts';
import { type Principal, seenFields, seesContactDetails } from '../access/index.ts';
import type { OutcomeConfig } from '../call-log/outcome-config.ts';
import type { FormConfig } from '../capture/form-config.ts';
import type { Outcome } from '../capture/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import type { CompetitorConfig } from '../company/competitor-config.ts';
import type { ConfigSet } from '../config/index.ts';
import type { FieldConfig } from '../fields/field-config.ts';
import { fieldViews, withoutSecrets } from '../fields/index.ts';
import { type Finding, findingViews } from '../findings/index.ts';
import { withoutPersonCodes } from '../firms/index.ts';
import { isWithin, mailDomainOf, mailKindOf, salutationOf } from '../identity/index.ts';
import { isWaiting, type Lead, type Locale, seenChangeOf, type Touch } from '../leads/index.ts';
import { withoutPostIn } from '../mail-requests/index.ts';
import type { TemplateConfig } from '../mail-templates/template-config.ts';
import type { PipelineConfig } from '../opportunities/pipeline-config.ts';
import { secondsMs } from '../platform/clock.ts';
import { assertNever } from '../platform/errors.ts';
import { refOf } from '../platform/ids.ts';
import type { TopicConfig } from '../preferences/topic-config.ts';
import type { ProductConfig } from '../products/product-config.ts';
import type { Proposal } from '../proposals/index.ts';
import { type Qualification, recordQualification } from '../qualification/index.ts';
import { type Decision, type DraftDecision, renderReason, renderReject, stickyOf } from '../routing/index.ts';
import type { PoolConfig } from '../routing/pool-config.ts';
import type { RepConfig } from '../routing/rep-config.ts';
import { type ScoreExplanation, type Scores, totalOf } from '../scoring/index.ts';
import type { ScoringConfig } from '../scoring/scoring-config.ts';
import type { Membership } from '../segments/index.ts';
import type { SegmentConfig } from '../segments/segment-config.ts';
import type { SequenceConfig } from '../sequences/sequence-config.ts';
import type { ScriptConfig } from '../texts/script-config.ts';
import type { Behaviour, LinkedEvent, VisitorLink } from '../tracking/index.ts';
import { summariseVisit } from '../tracking/sentences.ts';
import { withForm } from './posts.ts';

export interface Names {
  readonly reps: ConfigSet<RepConfig>;
  readonly pools: ConfigSet<PoolConfig>;
  readonly scoring: ConfigSet<ScoringConfig>;
  readonly products: ConfigSet<ProductConfig>;
  readonly pipelines: ConfigSet<PipelineConfig>;
  readonly outcomes: ConfigSet<OutcomeConfig>;
  readonly segments: ConfigSet<SegmentConfig>;
  readonly topics: ConfigSet<TopicConfig>;
  readonly sequences: ConfigSet<SequenceConfig>;
  readonly forms: ConfigSet<FormConfig>;
  readonly companies: ConfigSet<CompanyConfig>;
  /** Absent where no line names one: they are large. */
  readonly templates?: ConfigSet<TemplateConfig>;
  /** Absent where no line names one. */
  readonly scripts?: ConfigSet<ScriptConfig>;
}

/** What the configuration says of a lead's owner and address. */
export interface LeadNames extends Pick<Names, 'reps' | 'segments' | 'companies'> {
  readonly fields: ConfigSet<FieldConfig>;
  readonly competitors: ConfigSet<CompetitorConfig>;
}

/** What is read beside a lead to show it. */
export interface LeadExtras {
  readonly behaviour?: Behaviour | null;
  readonly links?: readonly VisitorLink[];
  readonly scores?: Scores | undefined;
  readonly lastTouch?: Touch | undefined;
  readonly proposals?: readonly Proposal[];
  readonly qualification?: Qualification | null;
  readonly waitingSince?: string | undefined;
  readonly assignment?: LeadView['assignment'];
  readonly memberships?: readonly Membership[];
  readonly findings?: readonly Finding[];
}

/** The record as the contract shows it. */
export function leadView(
  lead: Lead,
  principal: Principal,
  names: LeadNames,
  { behaviour, links, scores, lastTouch, proposals, qualification, waitingSince, assignment, memberships, findings }: LeadExtras = {},
): LeadView {
  const contact = seesContactDetails(principal);
  const { formerCode: _former, ...region } = lead.region;
  const fields = names.fields.documents;
  const seen = seenFields(lead, principal, names.companies);
  return {
    leadId: lead.leadId,
    fullName: contact ? lead.fullName : null,
    otherNames: contact ? [...(lead.otherNames ?? [])] : [],
    salutation: contact ? salutationOf(lead.fullName ?? '') : null,
    email: contact ? lead.email : null,
    mailKind: lead.email === null ? null : mailKindOf(lead.email),
    // To whoever may not see an address the mark would tell a part of it, and the list with it.
    competitor: contact ? isCompetitor(lead, names.competitors) : null,
    phone: contact && lead.phone ? { e164: lead.phone.e164, raw: lead.phone.raw, valid: lead.phone.valid } : null,
    emailTyped: (contact && lead.email === null && lead.emailTyped) || null,
    emails: contact ? [...(lead.emails ?? [])] : [],
    extraPhones: contact ? lead.extraPhones.map(({ e164, raw, valid, claimed }) => ({ e164, raw, valid, claimed })) : [],
    company: lead.company,
    // Who is of one firm has a mailbox under one domain.
    companyId: contact ? lead.companyId : null,
    title: lead.title,
    // What was typed where a province was asked can be an address.
    region: contact ? region : { ...region, raw: null },
    products: lead.products,
    locale: lead.locale,
    stage: lead.stage,
    status: lead.status,
    temperature: lead.evidence.temperature,
    scores: scores ? scoresView(scores) : null,
    qualification: recordQualification(lead, qualification ?? null),
    findings: findings ? findingViews(findings, principal) : null,
    proposals: (contact && proposals?.map(proposalView)) || null,
    visitors: links?.map(visitorView) ?? null,
    behaviour: behaviour ? behaviourView(behaviour) : null,
    owner: lead.owner
      ? { repId: lead.owner.repId, name: names.reps.documents.get(lead.owner.repId)?.name ?? null, since: lead.owner.since }
      : null,
    waitingSince: (isWaiting(lead) && waitingSince) || null,
    assignment: assignment ?? null,
    routing: lead.routing && routingView(lead.routing),
    source: { origin: lead.source.origin, ...touchView(lead.source.first, contact) },
    // Whoever posts chooses the campaign of the post: it would tell which lead holds a guessed number.
    lastTouch: contact && lastTouch ? touchView(lastTouch, contact) : null,
    consent: consentView(lead.consent, contact),
    tags: lead.tags,
    // A person's tax code that was kept before it counted as one stands there whole.
    extra: contact ? withoutSecrets(withoutPersonCodes(lead.extra), fields, seen) : {},
    fields: fieldViews(lead.extra, fields, seen),
    segments: memberships ? segmentsView(memberships, names.segments) : null,
    createdAt: lead.createdAt,
    ...(contact ? { updatedAt: lead.updatedAt, version: lead.version } : seenChangeOf(lead)),
  };
}

/** Segments that are no longer configured are left out. */
function segmentsView(memberships: readonly Membership[], { documents }: ConfigSet<SegmentConfig>): NonNullable<LeadView['segments']> {
  const since = new Map<string, string>(memberships.flatMap(({ segmentId, isIn, since }) => (isIn ? [[segmentId, since]] : [])));
  return [...documents.values()].flatMap(({ id, names }) => {
    const from = since.get(id);
    return from === undefined ? [] : [{ segmentId: id, names, since: from }];
  });
}

/** Where routing sent the lead; how far it is from there stands in its assignment. */
const routingView = ({ state: _state, ...routing }: NonNullable<Lead['routing']>): LeadView['routing'] => routing;

function proposalView(proposal: Proposal): NonNullable<LeadView['proposals']>[number] {
  const { proposalId, field, at, submission, confirmable } = proposal;
  const value = proposal.field === 'phone' ? (proposal.value.e164 ?? proposal.value.raw) : proposal.value;
  return { proposalId, field, value, at, post: withForm(submission), underOwnAddress: confirmable };
}

const isCompetitor = ({ email }: Lead, { documents }: ConfigSet<CompetitorConfig>): boolean =>
  email !== null && isWithin(mailDomainOf(email), documents);

const rounded = (points: number): number => Math.round(points * 100) / 100;

function scoresView(scores: Scores): ScoresView {
  return { fit: scores.fit, interest: rounded(Math.max(0, scores.interest)), total: totalOf(scores) };
}

/** Each point with its rule and what it stands on. Fields of a person are named, never shown. */
export function scoreView(contact: boolean, { at, ruleSet, scores, fit, interest }: ScoreExplanation): ScoreView {
  return {
    at: at.toISOString(),
    rulesVersion: ruleSet.version,
    halfLifeDays: ruleSet.rules.halfLifeDays,
    scores: scoresView(scores),
    contributions: [
      ...fit.map(({ id, label, points, when }) => ({
        score: 'fit' as const,
        rule: id,
        label,
        points,
        at: null,
        decayedTo: points,
        evidence: { kind: 'attribute' as const, fields: when.map(({ field }) => field) },
      })),
      ...interest.map(({ rule, evidence, decayedTo }) => ({
        score: 'interest' as const,
        rule: rule.id,
        label: rule.label,
        points: rule.points,
        at: new Date(evidence.at * secondsMs).toISOString(),
        decayedTo: rounded(decayedTo),
        evidence: evidenceView(evidence, contact),
      })),
    ],
  };
}

type EvidenceOfScore = ScoreExplanation['interest'][number]['evidence'];

function evidenceView(evidence: EvidenceOfScore, contact: boolean): ScoreView['contributions'][number]['evidence'] {
  switch (evidence.kind) {
    case 'signal':
      return { kind: 'visit', signal: evidence.signal, about: evidence.about, visitorId: evidence.visitorId };
    case 'submission':
      return withForm({
        kind: 'submission' as const,
        channel: evidence.channel,
        sourceId: evidence.sourceId,
        submissionId: contact ? evidence.submissionId : null,
      });
    case 'mail':
      return { kind: 'mail', action: evidence.action, mailId: contact ? evidence.mailId : withoutPostIn(evidence.mailId) };
    default:
      return assertNever(evidence, 'evidence');
  }
}

function behaviourView({ visits, totals }: Behaviour): BehaviourView {
  const { pageViews, visibleMs, topics, firstTouch, lastTouch, cart } = totals;
  return { visits, pageViews, visibleMs, topics, firstTouch, lastTouch, cart };
}

function visitorView({ visitorId, segments, weak }: VisitorLink): LinkedVisitorView {
  return { visitorId, since: segments[0]?.at ?? '', weak: weak === true };
}

function touchView(
  { channel, sourceId, submissionId, at, pageUrl, referrer, utm }: Touch,
  contact: boolean,
): LeadView['lastTouch'] & object {
  const pages = withoutQueries({ pageUrl, referrer });
  return withForm({ channel, sourceId, submissionId: contact ? submissionId : null, at, ...pages, utm });
}

/** What was agreed to; without the posts that said it for roles that do not see contact details. */
function consentView(consent: Lead['consent'], contact: boolean): LeadView['consent'] {
  return Object.fromEntries(
    Object.entries(consent).map(([purpose, grant]) => [purpose, withForm(contact ? grant : { ...grant, submissionId: null })]),
  );
}

/** Page addresses of mails and CRMs carry names and addresses in their queries. */
export function withoutQueries<Pages extends { pageUrl: string | null; referrer: string | null }>(pages: Pages): Pages {
  const bare = (url: string | null) => url?.split(/[?#]/)[0] ?? null;
  return { ...pages, pageUrl: bare(pages.pageUrl), referrer: bare(pages.referrer) };
}

/** Whoever does not see contact details learns that a post became a lead, not whose: a post of a guessed address would tell. */
export function outcomeView(outcome: Outcome, contact: boolean): OutcomeView {
  if (outcome.kind === 'quarantine') {
    const { kind, at, reasons } = outcome;
    return { kind, ...withForm(refOf(outcome)), at, reasons };
  }
  const { mailsOff: _own, ...told } = outcome;
  if (contact) return withForm(told);
  return { ...withForm(told), leadId: null, relation: null };
}

/** What a visitor did, in the shape of an entry; its words come from the page, so they are shown as data and not told again. */
export function visitView(event: LinkedEvent, locale: Locale): EntryView {
  const { id, type, at, visitorId, url, title, durationMs, weak } = event;
  return {
    id,
    type: `visit.${type}`,
    at,
    actor: { kind: 'visitor', id: visitorId },
    leadVersion: null,
    summary: summariseVisit(event, locale),
    data: {
      url,
      ...(title === undefined ? {} : { title }),
      ...(durationMs === undefined ? {} : { durationMs }),
      ...(weak ? { weak } : {}),
    },
  };
}

/** Shows a recorded choice with every candidate and one sentence in each language. `inForce`: by it its subject is whose it is now. */
export function decisionView(decision: Decision, lead: Lead, names: Pick<Names, 'pools' | 'reps'>, inForce: boolean): DecisionView {
  const { decisionId, subject } = decision;
  return { decisionId, subject, inForce, ...choiceView(decision, lead.region.provinceName, names) };
}

/** Shows a choice, recorded or not. @param province name of the lead's province; null: it is not known */
export function choiceView(decision: DraftDecision, province: string | null, names: Pick<Names, 'pools' | 'reps'>): ChoiceView {
  const pool = names.pools.documents.get(decision.poolId)?.name ?? { vi: decision.poolId, en: decision.poolId };
  const [provinceCode = null] = decision.attributes.provinceCodes;
  const [macroRegion = null] = decision.attributes.macroRegions;
  const repName = (repId: string) => names.reps.documents.get(repId)?.name ?? repId;
  const sentenceNames = { pool, province, ...(decision.chosen ? { rep: repName(decision.chosen) } : {}) };
  return {
    at: decision.at,
    rules: decision.versions,
    input: {
      region: { provinceCode, macroRegion, reason: decision.regionReason },
      products: decision.attributes.products,
      territoryId: decision.territory.territoryId,
      matchedBy: decision.territory.matchedBy,
    },
    asked: stickyOf(decision).map(({ repId, why }) => ({ repId, name: repName(repId), why })),
    poolId: decision.poolId,
    poolVersion: decision.poolVersion,
    credit: decision.credit,
    candidates: decision.candidates.map((candidate) => ({
      repId: candidate.repId,
      name: repName(candidate.repId),
      weight: candidate.weight,
      level: candidate.level,
      owed: candidate.owed,
      credits: candidate.credits,
      kept: candidate.rejected === null,
      reason: candidate.rejected,
      why: candidate.rejected ? { vi: renderReject(candidate.rejected, 'vi'), en: renderReject(candidate.rejected, 'en') } : null,
    })),
    chosen: decision.chosen ? { repId: decision.chosen, name: repName(decision.chosen) } : null,
    reason: decision.reason,
    sentence: { vi: renderReason(decision, 'vi', sentenceNames), en: renderReason(decision, 'en', sentenceNames) },
  };
}
