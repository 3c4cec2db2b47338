import type { CompanyConfig } from '../company/company-config.ts';
import type { Lead } from '../leads/index.ts';
import { type CompanyVariable, filled, type ProductParts, type Template, type WrittenMail } from '../mail/index.ts';
import type { PostFacts } from './post-facts.ts';
import { readerOf } from './reader.ts';
import { submitterValues } from './submitter-values.ts';

/** A layout that repeats nothing but what may go to an address that anybody can type. */
type SubmitterTemplate = Template<CompanyVariable | keyof ReturnType<typeof submitterValues>>;

interface Matter {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: Pick<PostFacts, 'form' | 'submission' | 'submitter'>;
}

/** Writes a mail to the address of a post, in the language of that post and from it alone; an answer goes to the company. */
export function writeToSubmitter(
  template: SubmitterTemplate,
  { lead, company, facts: { form, submission, submitter } }: Matter,
  to: string,
  { digests }: Pick<ProductParts, 'digests'>,
): WrittenMail {
  const locale = submitter?.locale ?? company.defaultLocale;
  return {
    ...filled(template, submitterValues(submitter, form, locale)),
    locale,
    replyTo: company.email,
    reader: readerOf(to, lead, submission, digests),
  };
}
