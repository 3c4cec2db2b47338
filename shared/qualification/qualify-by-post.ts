import type { FormConfig } from '../capture/form-config.ts';
import type { Submission } from '../capture/index.ts';
import type { LeadEvidence } from '../leads/evidence.ts';
import type { EntryDraft } from '../leads/index.ts';
import { type LeadId, refOf, refText } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { noteChange } from './note-said.ts';
import { withSaid } from './rules-fold.ts';
import { saidByPost } from './rules-form.ts';
import { noQualification, readQualification } from './store.ts';

/** What a post makes of a lead's qualification, for the transaction that takes it in. */
export interface QualifiedByPost {
  readonly evidence: Pick<LeadEvidence, 'qualification' | 'quoteAsked'>;
  readonly entries: readonly EntryDraft[];
  readonly writes: readonly WriteItem[];
}

/**
 * Takes what a post says of a lead's qualification. A post that says nothing costs nothing.
 * @param lead as it stands before; `isNew`: nothing is kept of it yet, so nothing is read
 */
export async function qualifyByPost(
  lead: { readonly leadId: LeadId; readonly evidence: LeadEvidence; readonly isNew: boolean },
  { form, submission }: { readonly form: FormConfig | null; readonly submission: Submission },
  table: Pick<Table, 'get'>,
): Promise<QualifiedByPost> {
  const { leadId, evidence, isNew } = lead;
  const quoteAsked = evidence.quoteAsked || (form?.asksForQuote ?? false);
  const reference = refOf(submission);
  const said = !form ? {} : saidByPost(form, { ...submission, ref: refText(reference) });
  if (Object.keys(said).length === 0) return { evidence: { qualification: evidence.qualification, quoteAsked }, entries: [], writes: [] };
  const before = isNew ? noQualification(leadId) : await readQualification(table, leadId, { consistent: true });
  const { letters, entries, writes } = noteChange(before, withSaid(before, said), {
    kind: 'form',
    rulesVersion: null,
    submission: reference,
  });
  return { evidence: { qualification: letters, quoteAsked }, entries, writes };
}
