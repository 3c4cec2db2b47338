import {
  DecisionId,
  EntryId,
  type IdSource,
  LeadId,
  LoggedCallId,
  OpportunityId,
  SubmissionId,
  TaskName,
} from '../../shared/platform/ids.ts';

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Ids of the length and the order of ULIDs that count instead of telling time and chance: the same history has the same ids, whenever it
 * is dated, and they take next to nothing in a compressed file.
 */
export function countedIds(): IdSource {
  let count = 0;
  const next = (): string => {
    count += 1;
    let text = '';
    for (let left = count; left > 0; left = Math.floor(left / 32)) text = `${digits[left % 32]}${text}`;
    return `01DEM0${text.padStart(20, '0')}`;
  };
  return {
    leadId: () => LeadId.parse(`L${next()}`),
    decisionId: () => DecisionId.parse(`D${next()}`),
    entryId: () => EntryId.parse(`T${next()}`),
    submissionId: () => SubmissionId.parse(`S${next()}`),
    taskName: () => TaskName.parse(`K${next()}`),
    opportunityId: (leadId) => OpportunityId.parse(`${leadId}-${next()}`),
    loggedCallId: () => LoggedCallId.parse(`C${next()}`),
    attemptId: next,
  };
}
