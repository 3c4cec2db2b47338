import { createHash, randomBytes } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import { z } from 'zod';
import { Channel } from '../../events/channel.ts';
import { configId, pageId } from './config-id.ts';

export const LeadId = z.string().min(1).brand<'LeadId'>();
export type LeadId = z.infer<typeof LeadId>;
/** A business that leads belong to. */
export const CompanyId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'CompanyId'>();
export type CompanyId = z.infer<typeof CompanyId>;
export const RepId = configId().brand<'RepId'>();
export type RepId = z.infer<typeof RepId>;
export const PoolId = configId().brand<'PoolId'>();
export type PoolId = z.infer<typeof PoolId>;
export const TerritoryId = configId().brand<'TerritoryId'>();
export type TerritoryId = z.infer<typeof TerritoryId>;
export const TopicId = pageId().brand<'TopicId'>();
export type TopicId = z.infer<typeof TopicId>;
export const FormId = pageId().brand<'FormId'>();
export type FormId = z.infer<typeof FormId>;
/** Contract: 1–128 of `[A-Za-z0-9._~-]`. */
export const SubmissionId = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,128}$/)
  .brand<'SubmissionId'>();
export type SubmissionId = z.infer<typeof SubmissionId>;
/** Names a request where a post would stand. Ids of requests have characters that no id of a submission has: the gateway's end with an equals sign. */
export function submissionIdOfRequest(requestId: string): SubmissionId {
  return SubmissionId.parse(requestId.replace(/[^A-Za-z0-9._~-]/g, '~'));
}
export const DecisionId = z.string().min(1).brand<'DecisionId'>();
export type DecisionId = z.infer<typeof DecisionId>;
/** What of a lead is assigned to a rep: the lead itself, or one of its opportunities, by its id. */
export const SubjectId = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,64}$/)
  .brand<'SubjectId'>();
export type SubjectId = z.infer<typeof SubjectId>;
/** The lead itself. */
export const leadSubject = SubjectId.parse('lead');
/** Something that is sold. */
export const ProductId = configId().brand<'ProductId'>();
export type ProductId = z.infer<typeof ProductId>;
/** The way of an opportunity through a sale. */
export const PipelineId = configId().brand<'PipelineId'>();
export type PipelineId = z.infer<typeof PipelineId>;
/** Leads that have something in common, by a rule or by somebody's choice. */
export const SegmentId = configId().brand<'SegmentId'>();
export type SegmentId = z.infer<typeof SegmentId>;
/** A field that a company declares, by the name under which forms and records have it. */
export const FieldId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'write a name such as companySize: a small letter first, then letters and digits')
  .brand<'FieldId'>();
export type FieldId = z.infer<typeof FieldId>;
/** A day of people's lives, such as their birthday. */
export const DateId = configId().brand<'DateId'>();
export type DateId = z.infer<typeof DateId>;
/** What is done for a lead step by step. No dots: they part the ids of a run's mails. */
export const SequenceId = pageId().brand<'SequenceId'>();
export type SequenceId = z.infer<typeof SequenceId>;
/** One step of a sequence. */
export const StepId = pageId().brand<'StepId'>();
export type StepId = z.infer<typeof StepId>;
/** A mail that marketers write, in both languages. */
export const TemplateId = configId().brand<'TemplateId'>();
export type TemplateId = z.infer<typeof TemplateId>;
/** One need of a lead: the lead's id stands before the last hyphen, so that its opportunity is found by the id alone. */
export const OpportunityId = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,40}-[A-Za-z0-9]{1,30}$/)
  .max(64)
  .brand<'OpportunityId'>();
export type OpportunityId = z.infer<typeof OpportunityId>;

/** Returns the lead under which an opportunity lies; one that was merged since stands for the lead that is left. */
export function leadOfOpportunity(opportunityId: OpportunityId): LeadId {
  return LeadId.parse(opportunityId.slice(0, opportunityId.lastIndexOf('-')));
}

/** Returns the lead under which a subject of a lead lies: what goes its own way lies under the lead that it was opened for. */
export function leadOfSubject(leadId: LeadId, subject: SubjectId): LeadId {
  const opportunity = OpportunityId.safeParse(subject);
  return opportunity.success ? leadOfOpportunity(opportunity.data) : leadId;
}
/** One step of a pipeline. */
export const PipelineStageId = configId().brand<'PipelineStageId'>();
export type PipelineStageId = z.infer<typeof PipelineStageId>;
export const EntryId = z.string().min(1).brand<'EntryId'>();
export type EntryId = z.infer<typeof EntryId>;
/** What a tag of SES may hold, so that what SES tells of a mail names its item. */
export const MailId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,128}$/)
  .brand<'MailId'>();
export type MailId = z.infer<typeof MailId>;
/** What a post says against a record, until somebody decides about it. */
export const ProposalId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .brand<'ProposalId'>();
export type ProposalId = z.infer<typeof ProposalId>;
/** A task among those of its lead. */
export const TaskName = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,80}$/)
  .brand<'TaskName'>();
export type TaskName = z.infer<typeof TaskName>;
/** A call to a foreign address. */
export const CallId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .brand<'CallId'>();
export type CallId = z.infer<typeof CallId>;
/** A call of a colleague to a lead, as it was logged. */
export const LoggedCallId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'LoggedCallId'>();
export type LoggedCallId = z.infer<typeof LoggedCallId>;
/** What a colleague noted about a lead. */
export const NoteId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'NoteId'>();
export type NoteId = z.infer<typeof NoteId>;
/** An answer of a person to a mail. */
export const ReplyId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'ReplyId'>();
export type ReplyId = z.infer<typeof ReplyId>;
/** What a colleague wrote to a person by mail. */
export const LetterId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'LetterId'>();
export type LetterId = z.infer<typeof LetterId>;
/** A text that a rep sent from their own phone. */
export const TextId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'TextId'>();
export type TextId = z.infer<typeof TextId>;
/** What a rep noted about a lead that was not theirs any more when it came. */
export const LateActId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'LateActId'>();
export type LateActId = z.infer<typeof LateActId>;
/** What somebody did that waits until it can no longer be taken back. */
export const HeldActId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'HeldActId'>();
export type HeldActId = z.infer<typeof HeldActId>;
/** Many leads that somebody gave at once. */
export const SplitId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'SplitId'>();
export type SplitId = z.infer<typeof SplitId>;
/** An address outside that is told of events. */
export const WebhookId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'WebhookId'>();
export type WebhookId = z.infer<typeof WebhookId>;
/** The erasure of a person. */
export const ErasureId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'ErasureId'>();
export type ErasureId = z.infer<typeof ErasureId>;
/** A list that somebody brought. */
export const ImportId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'ImportId'>();
export type ImportId = z.infer<typeof ImportId>;
/** A list that somebody took out. */
export const ExportId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'ExportId'>();
export type ExportId = z.infer<typeof ExportId>;
/** A request of a person about their data. */
export const RightsRequestId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'RightsRequestId'>();
export type RightsRequestId = z.infer<typeof RightsRequestId>;
/** A breach of personal data. */
export const BreachId = z
  .string()
  .regex(/^[A-Za-z0-9]{1,40}$/)
  .brand<'BreachId'>();
export type BreachId = z.infer<typeof BreachId>;
/** An order of a source: the source, and a digest of the order's number. */
export const PurchaseId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}~[A-Za-z0-9_-]{27}$/)
  .brand<'PurchaseId'>();
export type PurchaseId = z.infer<typeof PurchaseId>;
/** A device, anonymous until somebody identifies on it; made by the tracker after consent. */
export const VisitorId = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,128}$/)
  .brand<'VisitorId'>();
export type VisitorId = z.infer<typeof VisitorId>;
/** One visit of a visitor. */
export const SessionId = z
  .string()
  .regex(/^[A-Za-z0-9._~-]{1,64}$/)
  .brand<'SessionId'>();
export type SessionId = z.infer<typeof SessionId>;

/** Where submissions come from within their channel; a form's id for what was posted. */
export const SourceId = configId().brand<'SourceId'>();
export type SourceId = z.infer<typeof SourceId>;
/** One source of submissions. */
export const Source = z.object({ channel: Channel, sourceId: SourceId });
export type Source = z.infer<typeof Source>;

/** Names one stored submission; all parts are needed because ids are unique per source only. */
export const SubmissionRef = Source.extend({ submissionId: SubmissionId });
export type SubmissionRef = z.infer<typeof SubmissionRef>;

/** Names a form as the source of its posts. */
export function formSource(formId: FormId): Source {
  return { channel: 'form', sourceId: SourceId.parse(formId) };
}

/** Reads the two ids that stand in the address of a form's post as its reference. */
export const FormPost = z
  .object({ formId: FormId, submissionId: SubmissionId })
  .transform(({ formId, submissionId }): SubmissionRef => ({ ...formSource(formId), submissionId }));

/** Answers the id of the form that a source is; null for a source of another kind. */
export function formIdOf({ channel, sourceId }: { readonly channel: Channel; readonly sourceId: string }): string | null {
  return channel === 'form' ? sourceId : null;
}

/** Takes the reference alone out of what carries one. */
export function refOf({ channel, sourceId, submissionId }: SubmissionRef): SubmissionRef {
  return { channel, sourceId, submissionId };
}

/** Writes a reference as one text, for the ids of actors, causes and proofs. */
export function refText({ channel, sourceId, submissionId }: SubmissionRef): string {
  return `${channel}/${sourceId}/${submissionId}`;
}

/** Answers whether two references name one submission. */
export function sameRef(one: SubmissionRef, other: SubmissionRef): boolean {
  return refText(one) === refText(other);
}

/** Makes ids; the time part keeps ids of one process in the order of their making. */
export interface IdSource {
  leadId(at: Date): LeadId;
  decisionId(at: Date): DecisionId;
  entryId(at: Date): EntryId;
  submissionId(at: Date): SubmissionId;
  taskName(at: Date): TaskName;
  opportunityId(leadId: LeadId, at: Date): OpportunityId;
  loggedCallId(at: Date): LoggedCallId;
  noteId(at: Date): NoteId;
  replyId(at: Date): ReplyId;
  letterId(at: Date): LetterId;
  textId(at: Date): TextId;
  lateActId(at: Date): LateActId;
  heldActId(at: Date): HeldActId;
  splitId(at: Date): SplitId;
  erasureId(at: Date): ErasureId;
  importId(at: Date): ImportId;
  exportId(at: Date): ExportId;
  rightsRequestId(at: Date): RightsRequestId;
  webhookId(at: Date): WebhookId;
  breachId(at: Date): BreachId;
  companyId(at: Date): CompanyId;
  attemptId(): string;
}

const nextUlid = monotonicFactory(() => randomBytes(4).readUInt32BE() / 2 ** 32);

/** ULIDs: sortable by time, 80 random bits. */
export const randomIds: IdSource = {
  leadId: (at) => LeadId.parse(`L${nextUlid(at.getTime())}`),
  decisionId: (at) => DecisionId.parse(`D${nextUlid(at.getTime())}`),
  entryId: (at) => EntryId.parse(`T${nextUlid(at.getTime())}`),
  submissionId: (at) => SubmissionId.parse(`S${nextUlid(at.getTime())}`),
  taskName: (at) => TaskName.parse(`K${nextUlid(at.getTime())}`),
  opportunityId: (leadId, at) => OpportunityId.parse(`${leadId}-${nextUlid(at.getTime())}`),
  loggedCallId: (at) => LoggedCallId.parse(`C${nextUlid(at.getTime())}`),
  noteId: (at) => NoteId.parse(`N${nextUlid(at.getTime())}`),
  replyId: (at) => ReplyId.parse(`R${nextUlid(at.getTime())}`),
  letterId: (at) => LetterId.parse(`M${nextUlid(at.getTime())}`),
  textId: (at) => TextId.parse(`X${nextUlid(at.getTime())}`),
  lateActId: (at) => LateActId.parse(`A${nextUlid(at.getTime())}`),
  heldActId: (at) => HeldActId.parse(`H${nextUlid(at.getTime())}`),
  splitId: (at) => SplitId.parse(`P${nextUlid(at.getTime())}`),
  erasureId: (at) => ErasureId.parse(`E${nextUlid(at.getTime())}`),
  importId: (at) => ImportId.parse(`I${nextUlid(at.getTime())}`),
  exportId: (at) => ExportId.parse(`X${nextUlid(at.getTime())}`),
  rightsRequestId: (at) => RightsRequestId.parse(`Y${nextUlid(at.getTime())}`),
  webhookId: (at) => WebhookId.parse(`W${nextUlid(at.getTime())}`),
  breachId: (at) => BreachId.parse(`V${nextUlid(at.getTime())}`),
  companyId: (at) => CompanyId.parse(`F${nextUlid(at.getTime())}`),
  attemptId: () => randomBytes(12).toString('hex'),
};

/** Short stable digest for keys: 160 bits of SHA-256, base64url, 27 characters. */
export function digest(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\u0000');
  return hash.digest().subarray(0, 20).toString('base64url');
}
