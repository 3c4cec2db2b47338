import { z } from 'zod';
import { Locale } from '../leads/record.ts';
import { addMs, daysMs } from '../platform/clock.ts';
import { FormId } from '../platform/ids.ts';
import { type LinkMaker, type ReadLink, readSignedLink, signLinkToken } from '../signed-links/index.ts';

/** Days after the end of an event in which the page behind a link still says something. */
const linkDays = 7;

/**
 * Whose place a link is of: by its code, which leads to nobody outside. The id of the lead would tell whoever typed a number that it is known, and since
 * when.
 */
const PlaceClaims = z.object({ formId: FormId, edition: z.coerce.number().int().positive(), code: z.string(), locale: Locale });
export type PlaceClaims = z.infer<typeof PlaceClaims>;

/** Returns the path of the page of a place, the same in each try of a mail. */
export function placeUrl({ formId, edition, code, locale }: PlaceClaims, endsAt: string, { siteUrl, signedLinkKey }: LinkMaker): string {
  const end = addMs(new Date(endsAt), linkDays * daysMs);
  return `${siteUrl}/v1/places/${signLinkToken('place', [formId, String(edition), code, locale], end, signedLinkKey)}`;
}

/** Returns the path at which the page of a place has the event for a calendar. */
export const calendarUrlOf = (placeUrl: string): string => `${placeUrl}/calendar`;

/** Reads the token of a link before anything is looked up for it. */
export function readPlaceLink(token: string, now: Date, signedLinkKeys: readonly string[]): ReadLink<PlaceClaims> {
  return readSignedLink('place', token, now, signedLinkKeys, ([formId, edition, code, locale]) =>
    PlaceClaims.parse({ formId, edition, code, locale }),
  );
}
