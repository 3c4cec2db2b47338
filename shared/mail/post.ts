import { type FormConfig, formKind } from '../capture/form-config.ts';
import { parseSubmission, type Submission } from '../capture/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { contactOf, type Phone } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import { formIdOf, type SubmissionRef } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';

/**
 * Who wrote a post, by that post alone. Whoever types a known number or address need not be its owner, so a mail to the address of a post
 * says nothing that only the record holds: it is the same whether the person was known or not.
 */
export interface Submitter {
  readonly email: string | null;
  readonly fullName: string;
  readonly phone: Phone | null;
  readonly product: string;
  readonly locale: Locale;
}

export function submitterOf({ fields, context }: Submission, defaultLocale: Locale): Submitter {
  const { email, fullName, phone } = contactOf(fields);
  return { email, fullName: fullName ?? '', phone, product: fields.product ?? '', locale: context.locale ?? defaultLocale };
}

/**
 * Reads the post that a mail is about; undefined when its time to live has passed. Read cheaply first: the post was stored before
 * anybody could ask for a mail about it, mostly long enough before for every replica.
 */
export async function readPost(table: Table, ref: SubmissionRef): Promise<Submission | undefined> {
  const item = (await table.get(keys.submission(ref))) ?? (await table.get(keys.submission(ref), { consistent: true }));
  return item && parseSubmission(item);
}

/** Finds the form that a post came by; undefined for other sources, and for a form that is configured no more. */
export async function readFormOf(config: ConfigReader, ref: SubmissionRef): Promise<FormConfig | undefined> {
  return (await config.current(formKind)).documents.get(formIdOf(ref) ?? '');
}
