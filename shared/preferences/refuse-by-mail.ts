import type { ConfigReader } from '../config/index.ts';
import type { AddressDigest } from '../platform/digests.ts';
import type { LeadId } from '../platform/ids.ts';
import { type DecideParts, decide } from './carry-out.ts';
import { topicsInForce } from './topics.ts';

/** A mail that came to the address by which a mail to somebody can be refused. */
export interface RefusingMail {
  readonly leadId: LeadId;
  /** Where the refused mail went. */
  readonly address: AddressDigest;
  readonly requestId: string;
}

/** Stops all advertising to an address, as a mail program's one-click POST does. Safe to repeat. */
export async function refuseByMail(mail: RefusingMail, parts: DecideParts & { readonly config: ConfigReader }): Promise<void> {
  const { textVersion } = await topicsInForce(parts.config);
  await decide({ ...mail, textVersion, choose: () => [{ do: 'refuseAll' }] }, parts);
}
