import { z } from 'zod';
import { chosenId } from '../ids.ts';
import { ConsentPurpose, formId, LeadStatus, Locale, nextCursor, Stage, source, Temperature, TerritoryMatchWord, Utm } from '../words.ts';
import { AssignmentView } from './assignment-view.ts';
import { BehaviourView, LinkedVisitorView } from './behaviour-view.ts';
import { FieldView } from './field-view.ts';
import { FindingView } from './finding-view.ts';
import { postId } from './post-id.ts';
import { FactorsView } from './qualification-view.ts';
import { ScoresView } from './score-view.ts';

const Phone = z.object({
  raw: z.string(),
  e164: z.string().nullable(),
  valid: z.boolean(),
  masked: z.boolean().optional().meta({ description: 'The pool masks its numbers: whoever has the lead asks for it by `reveal`' }),
});

const Region = z.object({
  provinceCode: z.string().nullable(),
  provinceName: z.string().nullable(),
  macroRegion: z.enum(['north', 'central', 'south']).nullable(),
  reason: z.enum(['given', 'areaCodeHint', 'unknown']),
  raw: z.string().nullable(),
});

/** Where routing sent the lead, and by which numbered rules. */
const Routing = z.object({
  poolId: z.string().regex(chosenId),
  territoryId: z.string().regex(chosenId),
  matchedBy: z.array(TerritoryMatchWord).min(1),
  territoriesVersion: z.number().int(),
});

/** A moment at which a person's details came in, and by which way. */
const TouchView = z.object({
  ...source,
  submissionId: postId,
  at: z.string(),
  pageUrl: z.string().nullable(),
  referrer: z.string().nullable(),
  utm: Utm,
  formId,
});

const ConsentView = z.object({
  granted: z.boolean(),
  at: z.string(),
  textVersion: z.string(),
  confirmedAt: z.string().optional().meta({
    description:
      'Newsletters alone: since when the mailbox itself says so. Without it nothing is mailed, and no rule counts them as agreed to',
  }),
  refusedTopics: z.array(z.string()).optional().meta({ description: 'What newsletters may not be about' }),
  ...source,
  submissionId: postId,
  formId,
});

const ProposalView = z
  .object({
    proposalId: z.string(),
    field: z.enum(['fullName', 'email', 'phone']),
    value: z.string().meta({ description: 'A number in E.164' }),
    at: z.string().meta({ description: 'When it was last posted' }),
    post: z.object({ ...source, submissionId: z.string(), formId }),
    underOwnAddress: z.boolean().meta({ description: 'It came with the address of the record and a name that fits, and is as unproven' }),
  })
  .meta({ id: 'Proposal', description: 'What an unproven post says against the record, until somebody accepts or drops it' });

const SegmentOfLead = z.object({ segmentId: z.string(), names: z.object({ vi: z.string(), en: z.string() }), since: z.string() });

export const LeadView = z
  .object({
    leadId: z.string(),
    fullName: z.string().nullable(),
    otherNames: z.array(z.string()).meta({ description: 'Further names of the person, from records that are part of this one' }),
    salutation: z.enum(['Anh', 'Chị', 'Cô', 'Chú', 'Bác', 'Ông', 'Bà', 'Thầy']).nullable().meta({
      description: 'Word of address in front of a family name ("Chị Nguyễn Thị Lan"). Null elsewhere: "Anh Thư" may be a name',
    }),
    email: z.string().nullable(),
    mailKind: z
      .enum(['free', 'company', 'disposable', 'role'])
      .nullable()
      .meta({ description: 'Kind of the address, for every role; null without one' }),
    competitor: z
      .boolean()
      .nullable()
      .meta({ description: 'Whether the address is of a listed competitor; null for roles that do not see contact details' }),
    emailTyped: z.string().nullable().meta({ description: 'What was typed for an address and cannot be one, as long as there is none' }),
    emails: z.array(z.string()).meta({ description: 'Further addresses of the person, from records that are part of this one' }),
    phone: Phone.nullable(),
    extraPhones: z.array(Phone.extend({ claimed: z.boolean() })),
    company: z.string().nullable(),
    companyId: z.string().nullable().meta({
      description:
        'Its firm, by tax code or mailbox: where that is part of another one, reading it finds that one. Null for roles that do not see contact details',
    }),
    title: z.string().nullable(),
    region: Region,
    products: z.array(z.string()),
    locale: Locale,
    stage: Stage,
    status: LeadStatus,
    temperature: Temperature,
    scores: ScoresView.nullable().meta({ description: 'At the moment of reading; null for a lead that was never scored' }),
    qualification: FactorsView.nullable().meta({ description: 'Null while nothing is known of any factor' }),
    findings: z.array(FindingView).nullable().meta({
      description:
        'What to know of the record before relying on it, what cannot be used first; null in lists. Roles that do not see contact details are shown those about other fields',
    }),
    proposals: z
      .array(ProposalView)
      .nullable()
      .meta({ description: 'The newest three per field, newest first; null in lists and for roles that do not see contact details' }),
    visitors: z.array(LinkedVisitorView).nullable().meta({ description: 'Null in lists' }),
    behaviour: BehaviourView.nullable().meta({ description: 'Null without a linked visitor, and in lists' }),
    owner: z.object({ repId: z.string(), name: z.string().nullable(), since: z.string() }).nullable(),
    waitingSince: z.string().nullable().meta({
      description: 'Since when nobody can take the lead; null where somebody has it, and in lists other than that of those that wait',
    }),
    assignment: AssignmentView.nullable().meta({ description: 'Null in lists, and until somebody was first looked for' }),
    routing: Routing.nullable(),
    source: TouchView.extend({ origin: z.enum(['inbound', 'outbound']) }).meta({ description: 'How the lead came to us first' }),
    lastTouch: TouchView.nullable().meta({ description: 'The latest post; null in lists and for roles that do not see contact details' }),
    consent: z.partialRecord(ConsentPurpose, ConsentView),
    tags: z.array(z.string()),
    extra: z.record(z.string(), z.string()).meta({ description: 'Answers to the company’s own questions, declared as fields or not' }),
    fields: z
      .array(FieldView)
      .meta({ description: 'Declared fields that have a value, in the order of the company; open ones for every role' }),
    segments: z
      .array(SegmentOfLead)
      .nullable()
      .meta({ description: 'Those that the lead is in, in the order in which they are configured; null in lists' }),
    createdAt: z.string(),
    updatedAt: z.string(),
    version: z.number().int().meta({
      description:
        'One up with each change; roles that do not see contact details are shown changes of those neither here nor in `updatedAt`',
    }),
  })
  .meta({ id: 'Lead', description: 'A person we can contact; contact details are null for roles that do not see them' });
export type LeadView = z.infer<typeof LeadView>;

/** How many there are, as far as they were looked through. */
const Total = z
  .object({ atLeast: z.number().int(), exact: z.boolean() })
  .meta({ description: 'Those on this page and the pages before it; `exact` on the last page, of which there are no more' });

export const LeadListView = z.object({ items: z.array(LeadView), nextCursor, total: Total }).meta({ id: 'LeadList' });
export type LeadListView = z.infer<typeof LeadListView>;
