import { type Invited, readSubmissionAndOutcome, type Submission } from '../capture/index.ts';
import {
  type Claim,
  type EmailGuard,
  type Identification,
  identify,
  identifyingPhone,
  type KnownHolders,
  namesCompatible,
  type PhoneClaim,
  readClaimants,
} from '../identity/index.ts';
import { readLead, readLeads } from '../leads/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import type { LeadId, SubmissionRef } from '../platform/ids.ts';
import { type Device, readDevice } from './device.ts';
import type { IntakeParts } from './parts.ts';
import type { Post } from './post.ts';
import { type Repeat, readRepeat } from './repeat.ts';

/** Who holds the posted address and number. A guard whose lead is gone (erased) is stale and may be taken over. */
export interface Held {
  readonly staleEmail: EmailGuard | null;
  readonly stalePhone: PhoneClaim | null;
  readonly claim: PhoneClaim | null;
  /** The same post a moment ago, where nothing else could tell whose it is. */
  readonly repeat: Repeat | null;
  /** Leads that the posted address, which nobody holds, was proposed for. */
  readonly proposers: readonly LeadId[];
  /** The first post under the posted address, where nobody holds it and it went to the record of its number. */
  readonly firstPost: Submission | null;
  /** That post, where it is gone: then the address is as one that was never posted. */
  readonly stalePost: SubmissionRef | null;
}

/** Whose post it is, and what was read to tell. */
export interface FoundPerson {
  readonly found: Identification;
  readonly known: KnownHolders;
  readonly held: Held;
  readonly device: Device | null;
}

/** Finds whose post it is, and who holds what it gives; reads consistently, so that only a race can prove it wrong. */
export async function findPerson(post: Post, parts: IntakeParts): Promise<FoundPerson> {
  if (post.submission.invited) return findInvited(post.submission.invited, parts);
  const { email, nameKey } = post.contact;
  const phone = identifyingPhone(post.contact.phone);
  const [holders, device, repeat] = await Promise.all([
    readClaimants(parts, { email, phone }),
    readDevice(post.submission, parts),
    readRepeat(parts, post),
  ]);
  // Of those who share the number only they can be the person; the others' records need not be read.
  const likely = (holders.byPhone?.sharers ?? []).filter((sharer) => namesCompatible(nameKey, sharer.nameKey));
  const made = repeat?.made ?? null;
  const { proposers, firstPost } = holders;
  const heldBy = [holders.byEmail?.leadId, holders.byPhone?.leadId, made, ...likely.map(({ leadId }) => leadId), ...proposers];
  const [leads, first] = await Promise.all([
    readLeads(
      parts.table,
      heldBy.filter((leadId) => leadId !== null && leadId !== undefined),
      { consistent: true },
    ),
    firstPost && readSubmissionAndOutcome(parts.table, firstPost),
  ]);
  const claimOf = (claim: { leadId: LeadId; nameKey: string }): Claim[] => {
    const lead = leads.get(claim.leadId);
    return lead ? [{ lead, nameKey: claim.nameKey }] : [];
  };
  const byEmail = holders.byEmail ? (leads.get(holders.byEmail.leadId) ?? null) : null;
  const [holder] = holders.byPhone ? claimOf(holders.byPhone) : [];
  const known: KnownHolders = { byEmail, byPhone: holder ? { holder, sharers: likely.flatMap(claimOf) } : null };
  const held: Held = {
    staleEmail: holders.byEmail && !byEmail ? holders.byEmail : null,
    stalePhone: holders.byPhone && !holder ? holders.byPhone : null,
    claim: holder ? holders.byPhone : null,
    repeat,
    // Two of them may be one by now.
    proposers: [...new Set(proposers.flatMap((leadId) => leads.get(leadId)?.leadId ?? []))],
    firstPost: first?.submission ?? null,
    stalePost: first?.submission ? null : firstPost,
  };
  const repeated = made && leads.get(made);
  const found: Identification = repeated
    ? { kind: 'known', lead: repeated, matchedBy: 'repeat', claimsPhone: false, ownsPhone: false, mergeWith: null }
    : identify({ nameKey, email, phone }, known);
  return { found, known, held, device };
}

/** Of a post by a link of ours the link says whose it is; nothing that was posted is asked for it, and no device is taken for theirs. */
async function findInvited({ leadId }: Invited, { table }: IntakeParts): Promise<FoundPerson> {
  const lead = await readLead(table, leadId, { consistent: true });
  if (!lead) throw new UnavailableError('the person went while their answer was taken in');
  return {
    found: { kind: 'known', lead, matchedBy: 'link', claimsPhone: false, ownsPhone: false, mergeWith: null },
    known: { byEmail: null, byPhone: null },
    held: { staleEmail: null, stalePhone: null, claim: null, repeat: null, proposers: [], firstPost: null, stalePost: null },
    device: null,
  };
}
