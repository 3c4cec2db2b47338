import { z } from 'zod';
import { Locale } from '../leads/record.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import { FormId, SubmissionId } from '../platform/ids.ts';
import { type ReadLink, readSignedLink, signLinkToken } from '../signed-links/index.ts';

/** Days after a post in which its file can be taken. */
const linkDays = 1;

/** Which post a link is of; ids alone, because links stand in histories. */
const DownloadClaims = z.object({ formId: FormId, submissionId: SubmissionId, locale: Locale });
export type DownloadClaims = z.infer<typeof DownloadClaims>;

/** Returns the path, on the site, of the file that a post asked for. */
export function downloadPath({ formId, submissionId, locale }: DownloadClaims, now: Date, key: string): string {
  // Ids of posts hold characters that no claim of a link does.
  const claims = [formId, Buffer.from(submissionId).toString('base64url'), locale];
  return `/v1/downloads/${signLinkToken('download', claims, addMs(now, linkDays * daysMs), key)}`;
}

/** Reads the token of a link before anything is looked up for it. */
export function readDownloadLink(token: string, now: Date, keys: readonly string[]): ReadLink<DownloadClaims> {
  return readSignedLink('download', token, now, keys, ([formId, submissionId = '', locale]) =>
    DownloadClaims.parse({ formId, submissionId: Buffer.from(submissionId, 'base64url').toString(), locale }),
  );
}
