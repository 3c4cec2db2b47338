import { z } from 'zod';
import { Locale } from '../leads/record.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import { digest, FormId, formSource, LeadId, SubmissionId, type SubmissionRef } from '../platform/ids.ts';
import { type LinkMaker, type ReadLink, readSignedLink, signLinkToken } from '../signed-links/index.ts';

/** Whom a survey was sent to, and by which mail: ids alone, because links stand in histories and logs of others. */
const SurveyClaims = z.object({
  leadId: LeadId,
  formId: FormId,
  /** Names the mail among those to this person: each link takes one answer. */
  mail: z.string().regex(/^[\w-]{1,64}$/),
  locale: Locale,
});
export type SurveyClaims = z.infer<typeof SurveyClaims>;

/** Returns the address of the page where a person answers a survey. `at`: when the mail was due, the same in each try. */
export function surveyUrl(
  { leadId, formId, mailId, locale }: Omit<SurveyClaims, 'mail'> & { readonly mailId: string },
  { at, days }: { readonly at: Date; readonly days: number },
  maker: LinkMaker,
): string {
  const claims = [leadId, formId, digest('survey', mailId), locale];
  return `${maker.siteUrl}/v1/surveys/${signLinkToken('survey', claims, addMs(at, days * daysMs), maker.signedLinkKey)}`;
}

/** Reads the token of a link before anything is looked up for it. */
export function readSurveyLink(token: string, now: Date, keys: readonly string[]): ReadLink<SurveyClaims> {
  return readSignedLink('survey', token, now, keys, ([leadId, formId, mail, locale]) =>
    SurveyClaims.parse({ leadId, formId, mail, locale }),
  );
}

/** Returns the reference of the one answer that a link takes. It follows from the link, so that a second answer finds the first. */
export function answerRef({ leadId, formId, mail }: SurveyClaims): SubmissionRef {
  return { ...formSource(formId), submissionId: SubmissionId.parse(`survey-${digest(leadId, formId, mail)}`) };
}
