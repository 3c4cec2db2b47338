import type { LeadId } from '../platform/ids.ts';
import type { Objects } from '../platform/objects.ts';
import { mostMailBytes } from './read-mail.ts';
import type { HeldReason } from './rules-mail.ts';

/** Everything of mails that came in lies below it; the bucket forgets it after so many days. */
export const inboundPrefix = 'mail/';
export const rawMailDays = 30;
/** Where SES puts each mail, under the id that it gives it. */
export const rawMailPrefix = `${inboundPrefix}in/`;
const ofLeadPrefix = `${inboundPrefix}of/`;
const heldPrefix = `${inboundPrefix}held/`;
const empty = new Uint8Array();

/** A mail that is set aside, and where its bytes lie. */
export interface HeldMail {
  readonly reason: string;
  readonly at: string;
  readonly key: string;
}

function heldIn(name: string): HeldMail[] {
  const [, reason, at, messageId] = /^([^/]+)\/([^~]+)~(.+)$/.exec(name) ?? [];
  return reason && at && messageId ? [{ reason, at, key: rawMailPrefix + messageId }] : [];
}

/** The files that mails are kept in, and the empty ones by whose names they are found again. */
export class RawMails {
  readonly #objects: Objects;

  constructor(objects: Objects) {
    this.#objects = objects;
  }

  /** Returns the bytes of a mail; null: it is too large. Undefined: it is not there (any more). */
  async read(messageId: string): Promise<Uint8Array | null | undefined> {
    const key = rawMailPrefix + messageId;
    const bytes = await this.#objects.sizeOf(key);
    if (bytes !== undefined && bytes > mostMailBytes) return null;
    return bytes === undefined ? undefined : this.#objects.get(key);
  }

  /** Notes whose mail is answered, so that it goes with the lead. Safe to repeat. */
  async noteLead(messageId: string, leadId: LeadId): Promise<void> {
    await this.#objects.put(`${ofLeadPrefix}${leadId}/${messageId}`, empty, 'text/plain');
  }

  /** Notes why a mail is set aside, so that a person finds it. Safe to repeat. */
  async noteHeld(messageId: string, at: string, reason: HeldReason): Promise<void> {
    await this.#objects.put(`${heldPrefix}${reason}/${at}~${messageId}`, empty, 'text/plain');
  }

  /** Tells which mails are set aside, by reasons, those of each in the order in which they came. */
  async held(): Promise<HeldMail[]> {
    const found: HeldMail[] = [];
    let after: string | undefined;
    for (;;) {
      const names = await this.#objects.keysBelow(heldPrefix, after);
      after = names.at(-1);
      if (after === undefined) return found;
      for (const name of names) found.push(...heldIn(name.slice(heldPrefix.length)));
    }
  }

  /** Deletes up to a thousand mails that answer mails to a lead. @returns how many went, zero when none is left */
  async removeOf(leadId: LeadId): Promise<number> {
    const keys = await this.#objects.keysBelow(`${ofLeadPrefix}${leadId}/`);
    if (keys.length === 0) return 0;
    // The mails before what leads to them: whoever is killed in between finds them again.
    await this.#objects.remove(keys.map((key) => rawMailPrefix + key.slice(key.lastIndexOf('/') + 1)));
    await this.#objects.remove(keys);
    return keys.length;
  }
}
