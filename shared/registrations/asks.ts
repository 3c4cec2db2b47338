import { z } from 'zod';
import { formKind } from '../capture/form-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { StoredEntry } from '../leads/index.ts';
import { formIdOf, SubmissionRef } from '../platform/ids.ts';
import { askFor, type WorkRequest } from '../work/index.ts';
import { hasEvent, registerRequest, settlePersonRequest } from './requests.ts';

const ofPost = z.object({ submission: SubmissionRef });

/** Returns what is to be asked of `work` because of an entry of a lead's history: a post registered somebody, or records of a person became one or parted. */
export async function asksForRegistrations(
  { type, data, leadId }: Pick<StoredEntry, 'type' | 'data' | 'leadId'>,
  config: ConfigReader,
): Promise<readonly WorkRequest[]> {
  switch (type) {
    case 'lead.created':
    case 'submission.linked': {
      const submission = ofPost.safeParse(data).data?.submission;
      const formId = submission && formIdOf(submission);
      if (!submission || !formId) return [];
      const form = (await config.current(formKind)).documents.get(formId);
      return hasEvent(form) ? [askFor(registerRequest, { leadId, submission })] : [];
    }
    case 'lead.merged':
      return [askFor(settlePersonRequest, { leadId, isParted: false })];
    case 'lead.merge_undone':
      return [askFor(settlePersonRequest, { leadId, isParted: true })];
    default:
      return [];
  }
}
