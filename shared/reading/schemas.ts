import { z } from 'zod';
import { Actor } from '../../events/index.ts';
import { ConsentEvidence, Outcome, SubmissionContext } from '../capture/index.ts';
import { MailKind } from '../identity/index.ts';
import {
  ConsentGrant,
  ConsentPurpose,
  Lead,
  LeadPhone,
  LeadRegion,
  LeadRouting,
  LeadSource,
  Stage,
  Temperature,
  Touch,
} from '../leads/index.ts';
import { Source } from '../platform/ids.ts';
import { Candidate, DecisionReason } from '../routing/index.ts';
import { VisitTotals } from '../tracking/index.ts';

/** What the read routes answer, for the API document and for the types of the views. */
const bilingual = z.object({ vi: z.string(), en: z.string() });
/** Which post it was. */
const postId = z.string().nullable().meta({ description: 'Null for roles that do not see contact details' });
const formId = z.string().nullable().meta({ description: 'The form that it came by; null for another channel' });
const named = z.object({ repId: z.string(), name: z.string() });

/** What the lead's visitors did, as far as they agreed to it. */
export const BehaviourView = VisitTotals.pick({
  pageViews: true,
  visibleMs: true,
  topics: true,
  firstTouch: true,
  lastTouch: true,
  cart: true,
})
  .extend({ visits: z.number().int() })
  .meta({ id: 'Behaviour', description: "Summed up over the linked visitors' visits at reading; nothing of it is copied to the lead" });
export type BehaviourView = z.infer<typeof BehaviourView>;

export const LinkedVisitorView = z
  .object({
    visitorId: z.string(),
    since: z.string().meta({ description: 'When the link became known' }),
    weak: z.boolean().meta({ description: 'By a link in our mail alone, which may have been passed on' }),
  })
  .meta({ id: 'LinkedVisitor', description: 'A device whose history of visits is the lead’s; DELETE undoes it' });
export type LinkedVisitorView = z.infer<typeof LinkedVisitorView>;
export const ScoresView = z
  .object({
    fit: z.number().meta({ description: '0–100: who the lead is, against the ideal customer' }),
    interest: z.number().meta({ description: 'What the lead does; decays' }),
    total: z.number().meta({ description: '0–100: the mean of both, interest counted to 100' }),
  })
  .meta({ id: 'Scores' });
export type ScoresView = z.infer<typeof ScoresView>;

const EvidenceView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('attribute'), fields: z.array(z.string()) }),
  z.object({ kind: z.literal('visit'), signal: z.string(), about: z.string(), visitorId: z.string() }),
  z.object({ kind: z.literal('submission'), formId, ...Source.shape, submissionId: postId }),
  z.object({ kind: z.literal('mail'), action: z.string(), mailId: z.string() }),
]);

export const ScoreView = z
  .object({
    at: z.string(),
    rulesVersion: z.number().int().meta({ description: 'Version of the scoring configuration' }),
    halfLifeDays: z.number(),
    scores: ScoresView,
    contributions: z.array(
      z.object({
        score: z.enum(['fit', 'interest']),
        rule: z.string(),
        label: bilingual,
        points: z.number().meta({ description: 'As the rule gives them' }),
        at: z.string().nullable().meta({ description: 'When it happened; null for what is known of the person' }),
        decayedTo: z.number().meta({ description: 'What is left of the points at the asked moment' }),
        evidence: EvidenceView,
      }),
    ),
  })
  .meta({ id: 'Score', description: 'Every point of a lead, and the sums; fit is held between 0 and 100' });
export type ScoreView = z.infer<typeof ScoreView>;

const TouchView = Touch.extend({ formId, submissionId: postId });

export const LeadView = z
  .object({
    leadId: z.string(),
    fullName: z.string().nullable(),
    email: z.string().nullable(),
    mailKind: MailKind.nullable().meta({ description: 'Kind of the address, for every role; null without one' }),
    competitor: z
      .boolean()
      .nullable()
      .meta({ description: 'Whether the address is of a listed competitor; null for roles that do not see contact details' }),
    phone: LeadPhone.pick({ e164: true, raw: true, valid: true }).nullable(),
    extraPhones: z.array(LeadPhone.pick({ e164: true, raw: true, valid: true, claimed: true })),
    company: z.string().nullable(),
    title: z.string().nullable(),
    region: LeadRegion.omit({ formerCode: true }),
    products: z.array(z.string()),
    locale: Lead.shape.locale,
    stage: Stage,
    temperature: Temperature,
    scores: ScoresView.nullable().meta({ description: 'At the moment of reading; null for a lead that was never scored' }),
    qualification: z.null().meta({ description: 'Null until somebody qualifies the lead' }),
    visitors: z.array(LinkedVisitorView).nullable().meta({ description: 'Null in lists' }),
    behaviour: BehaviourView.nullable().meta({ description: 'Null without a linked visitor, and in lists' }),
    owner: z.object({ repId: z.string(), name: z.string().nullable(), since: z.string() }).nullable(),
    routing: LeadRouting.nullable(),
    source: TouchView.extend({ origin: LeadSource.shape.origin }).meta({ description: 'How the lead came to us first' }),
    lastTouch: TouchView.nullable().meta({ description: 'The latest post; null in lists and for roles that do not see contact details' }),
    consent: z.partialRecord(ConsentPurpose, ConsentGrant.extend({ formId, submissionId: postId })),
    tags: z.array(z.string()),
    extra: z.record(z.string(), z.string()),
    createdAt: z.string(),
    updatedAt: z.string(),
    version: z.number().int().meta({
      description:
        'One up with each change; roles that do not see contact details are shown changes of those neither here nor in `updatedAt`',
    }),
  })
  .meta({ id: 'Lead', description: 'A person we can contact; contact details are null for roles that do not see them' });
export type LeadView = z.infer<typeof LeadView>;

const nextCursor = z.string().nullable().meta({ description: 'Give it as `cursor` to go on; null at the end' });

export const LeadListView = z.object({ items: z.array(LeadView), nextCursor }).meta({ id: 'LeadList' });
export type LeadListView = z.infer<typeof LeadListView>;

const VisitorActor = z.object({ kind: z.literal('visitor'), id: z.string() });

export const EntryView = z
  .object({
    id: z.string(),
    type: z.string(),
    at: z.string(),
    actor: Actor.or(VisitorActor),
    leadVersion: z.number().int().nullable().meta({
      description: 'Null for what a visitor did, which changes nothing about the lead, and for roles that do not see contact details',
    }),
    summary: z.string(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'TimelineEntry' });
export type EntryView = z.infer<typeof EntryView>;

export const TimelineView = z.object({ items: z.array(EntryView), nextCursor }).meta({ id: 'Timeline' });
export type TimelineView = z.infer<typeof TimelineView>;

export const DecisionView = z
  .object({
    decisionId: z.string(),
    at: z.string(),
    rules: z.object({ territories: z.number().int(), pools: z.number().int(), reps: z.number().int() }),
    input: z.object({
      region: z.object({ provinceCode: z.string().nullable(), macroRegion: z.string().nullable(), reason: z.string() }),
      products: z.array(z.string()),
      territoryId: z.string(),
      matchedBy: z.array(z.string()),
    }),
    poolId: z.string(),
    poolVersion: z.number().int(),
    credit: z.number(),
    candidates: z.array(
      Candidate.omit({ rejected: true }).extend({
        repId: z.string(),
        name: z.string(),
        kept: z.boolean(),
        reason: z.string().nullable(),
        why: bilingual.nullable(),
      }),
    ),
    chosen: named.nullable(),
    reason: DecisionReason,
    sentence: bilingual,
  })
  .meta({ id: 'Decision', description: 'A routing choice with every candidate and why' });
export type DecisionView = z.infer<typeof DecisionView>;

export const DecisionListView = z.object({ items: z.array(DecisionView), nextCursor }).meta({ id: 'DecisionList' });
export type DecisionListView = z.infer<typeof DecisionListView>;

const [LeadOutcome, QuarantineOutcome] = Outcome.options;
export const OutcomeView = z.discriminatedUnion('kind', [
  LeadOutcome.extend({
    leadId: LeadOutcome.shape.leadId.nullable().meta({ description: 'Null for roles that do not see contact details' }),
    relation: LeadOutcome.shape.relation.nullable(),
    formId,
  }),
  QuarantineOutcome.extend({ formId }),
]);
export type OutcomeView = z.infer<typeof OutcomeView>;

export const SubmissionView = z
  .object({
    formId,
    ...Source.shape,
    submissionId: z.string(),
    receivedAt: z.string(),
    status: z.enum(['accepted', 'lead', 'quarantine']),
    outcome: OutcomeView.nullable(),
    fields: z.record(z.string(), z.string()).nullable().meta({ description: 'As typed; null for roles that do not see contact details' }),
    consent: z.array(ConsentEvidence),
    context: SubmissionContext,
  })
  .meta({ id: 'SubmissionOutcome', description: 'A post and what became of it' });
export type SubmissionView = z.infer<typeof SubmissionView>;
