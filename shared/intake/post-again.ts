import { formKind } from '../capture/form-config.ts';
import { readSubmissionAndOutcome } from '../capture/index.ts';
import { identifyingPhone } from '../identity/index.ts';
import type { Claimant } from '../identity/rules-identify.ts';
import type { Lead, Provenance } from '../leads/index.ts';
import { formIdOf, type SubmissionRef, type VisitorId } from '../platform/ids.ts';
import { visitorOf } from './device.ts';
import type { IntakeParts } from './parts.ts';
import { understand } from './post.ts';
import { applyPost } from './rules-update.ts';

/** A post that was taken in, for whoever has to work out what it makes of another record. */
export interface PostAgain {
  /** When it was taken in. */
  readonly at: string;
  readonly claimant: Claimant;
  /** On which device it was sent, and when, on the scale of the visitor's events; null where its page told of none. */
  readonly device: { readonly visitorId: VisitorId; readonly at: string } | null;
  /** Returns a record, and where its values come from, after the post. */
  readonly apply: (lead: Lead, provenance: Provenance) => { readonly lead: Lead; readonly provenance: Provenance };
}

/** Reads a post that became part of a lead, to do it again; null where it is gone. `claimsPhone`: whether the number is of whom it is done to. */
export async function readPostAgain(
  ref: SubmissionRef,
  claimsPhone: (phone: string) => boolean,
  parts: Pick<IntakeParts, 'table' | 'config' | 'digests'>,
): Promise<PostAgain | null> {
  const { submission, outcome } = await readSubmissionAndOutcome(parts.table, ref);
  if (!submission || outcome?.kind !== 'lead') return null;
  // Its form says which answers are the profile's and none of the record.
  const formId = formIdOf(submission) ?? submission.delivered?.formId ?? null;
  const form = (formId === null ? undefined : (await parts.config.current(formKind)).documents.get(formId)) ?? null;
  const post = await understand({ submission, form, hasValidToken: false, held: null }, new Date(outcome.at), parts);
  const { nameKey, email } = post.contact;
  const phone = identifyingPhone(post.contact.phone);
  const device = visitorOf(submission);
  const heldSince = outcome.released ? submission.receivedAt : null;
  const said = { ...post, claimsPhone: phone !== null && claimsPhone(phone), at: outcome.at, heldSince };
  return {
    at: outcome.at,
    claimant: { nameKey, email, phone },
    device: device && { visitorId: device.visitorId, at: device.at },
    apply: (lead, provenance) => {
      const update = applyPost(lead, provenance, said);
      return { lead: update.lead, provenance: update.provenance ?? provenance };
    },
  };
}
