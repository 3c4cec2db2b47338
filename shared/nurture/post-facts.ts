import type { z } from 'zod';
import type { MailKind } from '../../events/index.ts';
import type { FormConfig } from '../capture/form-config.ts';
import { readOutcome, type Submission } from '../capture/index.ts';
import {
  type BegunMail,
  type ProductParts,
  type RecipientFacts,
  readFormOf,
  readPost,
  readRecipient,
  type Submitter,
  submitterOf,
} from '../mail/index.ts';
import { refText, SubmissionRef } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';

/** What a mail to the address of a post is decided and written from: that post alone. */
export interface PostFacts extends RecipientFacts {
  readonly correlationId: string;
  readonly form: FormConfig | undefined;
  /** Gone when its time to live has passed. */
  readonly submission: Submission | undefined;
  /** Who the post says to have written it. */
  readonly submitter: Submitter | undefined;
  /** The post came with a form that somebody was shown; undefined where the form's configuration does not ask. */
  readonly hasValidToken: boolean | undefined;
}

const nothingKnown: RecipientFacts = { address: {}, lastMail: undefined, addressProblem: null };

/** Reads what a mail to the address of a post needs; any request that names one will do. */
export async function gatherPost(
  kind: MailKind,
  post: z.input<typeof SubmissionRef>,
  begun: BegunMail,
  parts: ProductParts,
): Promise<PostFacts> {
  const ref = SubmissionRef.parse(post);
  const [company, submission, form] = await Promise.all([begun.company, readPost(parts.table, ref), readFormOf(parts.config, ref)]);
  const submitter = submission && submitterOf(submission, company.defaultLocale);
  const [recipient, hasValidToken] = await Promise.all([
    submitter?.email ? readRecipient(kind, submitter.email, company, parts) : nothingKnown,
    form && !form.mailsWithoutToken ? cameWithToken(parts.table, ref) : undefined,
  ]);
  return { correlationId: refText(ref), form, submission, submitter, hasValidToken, ...recipient };
}

async function cameWithToken(table: Table, ref: SubmissionRef): Promise<boolean> {
  const outcome = await readOutcome(table, ref);
  return outcome?.kind === 'lead' && outcome.hasValidToken;
}
