import {
  BreachId,
  CompanyId,
  DecisionId,
  EntryId,
  ErasureId,
  ExportId,
  HeldActId,
  type IdSource,
  ImportId,
  LateActId,
  LeadId,
  LetterId,
  LoggedCallId,
  NoteId,
  OpportunityId,
  ReplyId,
  RightsRequestId,
  SplitId,
  SubmissionId,
  TaskName,
  TextId,
  WebhookId,
} from '../../shared/platform/ids.ts';

/** Ids of every kind from texts that count: the same calls give the same ids, which sort by the time of their making. */
export function idsOf(next: () => string): IdSource {
  return {
    leadId: () => LeadId.parse(`L${next()}`),
    decisionId: () => DecisionId.parse(`D${next()}`),
    entryId: () => EntryId.parse(`T${next()}`),
    submissionId: () => SubmissionId.parse(`S${next()}`),
    taskName: () => TaskName.parse(`K${next()}`),
    opportunityId: (leadId) => OpportunityId.parse(`${leadId}-${next()}`),
    noteId: () => NoteId.parse(`N${next()}`),
    replyId: () => ReplyId.parse(`R${next()}`),
    letterId: () => LetterId.parse(`M${next()}`),
    textId: () => TextId.parse(`X${next()}`),
    lateActId: () => LateActId.parse(`A${next()}`),
    heldActId: () => HeldActId.parse(`H${next()}`),
    loggedCallId: () => LoggedCallId.parse(`C${next()}`),
    splitId: () => SplitId.parse(`P${next()}`),
    erasureId: () => ErasureId.parse(`E${next()}`),
    importId: () => ImportId.parse(`I${next()}`),
    exportId: () => ExportId.parse(`X${next()}`),
    rightsRequestId: () => RightsRequestId.parse(`Y${next()}`),
    webhookId: () => WebhookId.parse(`W${next()}`),
    breachId: () => BreachId.parse(`V${next()}`),
    companyId: () => CompanyId.parse(`F${next()}`),
    attemptId: next,
  };
}

/** Ids that count from one. */
export function countedIds(): IdSource {
  let count = 0;
  return idsOf(() => {
    count += 1;
    return String(count).padStart(25, '0');
  });
}
