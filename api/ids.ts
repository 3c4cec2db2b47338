import { z } from 'zod';

/** An id that people choose in the configuration. */
export const chosenId = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Of a submission, which its sender chooses, and of a visitor. */
export const madeId = /^[A-Za-z0-9._~-]{1,128}$/;

/** Names a post in quarantine: opaque, and as long as the longest reference makes it. */
const heldId = /^[A-Za-z0-9_-]{1,300}$/;

/**
 * An id in an address. One that cannot be an id is answered as one that is of nothing, so the document need not tell its shape.
 * The brands are those of shared/platform/ids.ts: handlers take what is parsed here for what it names.
 */
const inPath = (shape: RegExp) => z.string().refine((id) => shape.test(id));

export const LeadIdInPath = inPath(/^.{1,64}$/s).brand<'LeadId'>();
export const CompanyIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'CompanyId'>();
export const OpportunityIdInPath = inPath(/^(?=.{3,64}$)[A-Za-z0-9-]{1,40}-[A-Za-z0-9]{1,30}$/).brand<'OpportunityId'>();
/** A day, such as 2027-03-01. */
export const LeaveDayInPath = z.string().refine((day) => z.iso.date().safeParse(day).success);
export const UserIdInPath = inPath(chosenId);
export const RepIdInPath = inPath(chosenId).brand<'RepId'>();
export const VisitorIdInPath = inPath(madeId).brand<'VisitorId'>();
export const ProposalIdInPath = inPath(/^[A-Za-z0-9_-]{1,64}$/).brand<'ProposalId'>();
export const LoggedCallIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'LoggedCallId'>();
export const NoteIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'NoteId'>();
export const TextIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'TextId'>();
export const LateActIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'LateActId'>();
export const HeldActIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'HeldActId'>();
export const SplitIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'SplitId'>();
export const ErasureIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'ErasureId'>();
export const ExportIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'ExportId'>();
export const ImportIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'ImportId'>();
export const RightsRequestIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'RightsRequestId'>();
export const WebhookIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'WebhookId'>();
export const BreachIdInPath = inPath(/^[A-Za-z0-9]{1,40}$/).brand<'BreachId'>();
export const TaskIdInPath = inPath(/^.{3,160}$/s);
export const PurchaseIdInPath = inPath(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}~[A-Za-z0-9_-]{27}$/).brand<'PurchaseId'>();
export const FactIdInPath = inPath(madeId);
export const FormIdInPath = inPath(/^[a-z0-9][a-z0-9-]{0,63}$/).brand<'FormId'>();
export const PoolIdInPath = inPath(chosenId).brand<'PoolId'>();
export const SegmentIdInPath = inPath(chosenId).brand<'SegmentId'>();
export const SequenceIdInPath = inPath(chosenId).brand<'SequenceId'>();
export const HeldIdInPath = inPath(heldId);
export const SubmissionIdInPath = inPath(madeId).brand<'SubmissionId'>();
