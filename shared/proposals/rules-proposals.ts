import type { Actor, ProposedField } from '../../events/index.ts';
import type { Contact } from '../identity/contact.ts';
import { leadPhone } from '../identity/contact.ts';
import { isPlausibleName, namesCompatible, normaliseName, ownWordsOf } from '../identity/name.ts';
import type { Phone } from '../identity/phone.ts';
import { type Lead, phonesOf } from '../leads/record.ts';
import { assertNever } from '../platform/errors.ts';
import { digest, ProposalId, refText, type SubmissionRef, sameRef } from '../platform/ids.ts';
import type { DecidedProposal, Proposal, Proposals, ProposedPhone, ProposedValue } from './record.ts';

/** Open and decided proposals that are kept of each field. */
export const keptPerField = 3;

/** How a post was found to be of the lead. */
type MatchedBy = 'email' | 'phone' | 'repeat' | 'link';

/**
 * Returns what a post says against the record of the person it is of, as the record stands after the post has filled what was empty.
 * Only what could stand in the record is proposed: a name that can be read, an address that can be mailed, a number that can be dialled.
 */
export function valuesProposed(
  contact: Contact,
  lead: Pick<Lead, 'fullName' | 'email' | 'emails' | 'phone' | 'extraPhones'>,
  matchedBy: MatchedBy,
): ProposedValue[] {
  const values: ProposedValue[] = [];
  if (contact.fullName !== null && isOtherName(contact, lead.fullName)) values.push({ field: 'fullName', value: contact.fullName });
  // A record that was found by an address has it, even if another one stands in the record by now.
  if (contact.email !== null && matchedBy !== 'email' && contact.email !== lead.email && !lead.emails?.includes(contact.email))
    values.push({ field: 'email', value: contact.email });
  const known = new Set(phonesOf(lead).map(({ e164 }) => e164));
  const numbers = [...(contact.phone ? [contact.phone] : []), ...contact.extraPhones].filter(
    ({ valid, e164 }) => valid && !known.has(e164),
  );
  return [...values, ...numbers.slice(0, keptPerField).map((phone): ProposedValue => ({ field: 'phone', value: proposedPhone(phone) }))];
}

/** A name that leaves words out of the one that stands says nothing against it. */
function isOtherName({ fullName, nameKey }: Contact, stands: string | null): boolean {
  if (fullName === null || stands === null || nameKey === '' || !isPlausibleName(fullName)) return false;
  const standing = normaliseName(stands).searchKey;
  // "Anh Thư" says no more than "Thư": the first word may be one of address.
  const saysMore = ownWordsOf(nameKey) > ownWordsOf(standing);
  return saysMore || !namesCompatible(nameKey, standing);
}

function proposedPhone(phone: Phone): ProposedPhone {
  const { claimed: _unknownYet, ...value } = leadPhone(phone, false);
  return value;
}

/** The post that proposes. */
export interface ProposingPost {
  readonly submission: SubmissionRef;
  readonly at: string;
  readonly confirmable: boolean;
}

/** Proposals after a post, and what became of them by it. */
export interface Proposed {
  readonly after: Proposals;
  /** Said for the first time. */
  readonly opened: readonly Proposal[];
  /** Gave way to newer ones. */
  readonly displaced: readonly Proposal[];
}

/** Adds what a post proposes: the newest three of each field stay open. What was proposed already only becomes newer. */
export function withProposed(before: Proposals, values: readonly ProposedValue[], post: ProposingPost): Proposed {
  const { submission, at, confirmable } = post;
  let open: readonly Proposal[] = before.open;
  for (const [index, value] of values.entries()) {
    const known = open.find((proposal) => isSameValue(proposal, value));
    const proposalId = proposalIdOf(submission, value.field, index);
    const proposal: Proposal = known
      ? { ...known, confirmable: known.confirmable || isConfirmable(value, confirmable), ...(at > known.at ? { at, submission } : {}) }
      : { ...value, proposalId, at, submission, confirmable: isConfirmable(value, confirmable) };
    open = [...open.filter((one) => one !== known), proposal];
  }
  const kept = newestPerField(open);
  const displaced = open.filter((proposal) => !kept.includes(proposal));
  const gone = displaced.map((proposal) => decidedAs(proposal, 'displaced', at, { kind: 'submission', id: refText(submission) }));
  const wasOpen = new Set(before.open.map(({ proposalId }) => proposalId));
  return {
    after: { ...before, version: before.version + 1, open: kept, decided: newestPerField([...gone, ...before.decided]) },
    opened: kept.filter(({ proposalId }) => !wasOpen.has(proposalId)),
    displaced: displaced.filter(({ proposalId }) => wasOpen.has(proposalId)),
  };
}

/** A proposal keeps the id that the first post gave it, however often it is said again. */
function proposalIdOf(submission: SubmissionRef, field: ProposedField, index: number): ProposalId {
  return ProposalId.parse(digest(refText(submission), field, String(index)));
}

/** Values that one post proposes at most: a name, an address, some numbers. */
const mostValues = 2 + keptPerField;

/** Tells whether a post proposed something, as the first one or as the latest. */
export function isProposedBy({ proposalId, field, submission }: Proposal, post: SubmissionRef): boolean {
  const ids = Array.from({ length: mostValues }, (_, index) => proposalIdOf(post, field, index));
  return sameRef(submission, post) || ids.includes(proposalId);
}

/** An address is taken over by a rep only: whoever can read its mail has proved nothing about the person of the record. */
const isConfirmable = ({ field }: ProposedValue, postIs: boolean): boolean => postIs && field !== 'email';

/** Takes a proposal out of the open ones and notes what became of it. */
export function withDecided(
  before: Proposals,
  proposal: Proposal,
  became: 'accepted' | 'dropped',
  { at, actor }: { readonly at: string; readonly actor: Actor },
): Proposals {
  return {
    ...before,
    version: before.version + 1,
    open: before.open.filter((one) => one !== proposal),
    decided: newestPerField([decidedAs(proposal, became, at, actor), ...before.decided]),
  };
}

/** Closes what a record has come to hold by a colleague's hand: nobody decides about it any more. */
export function withTakenOver(
  before: Proposals,
  { was, is }: { readonly was: HeldDetails; readonly is: HeldDetails },
  { at, actor }: { readonly at: string; readonly actor: Actor },
): { readonly after: Proposals; readonly taken: readonly Proposal[] } {
  const taken = before.open.filter((proposal) => holds(is, proposal) && !holds(was, proposal));
  if (taken.length === 0) return { after: before, taken };
  const gone = taken.map((proposal) => decidedAs(proposal, 'accepted', at, actor));
  const open = before.open.filter((proposal) => !taken.includes(proposal));
  return { after: { ...before, version: before.version + 1, open, decided: newestPerField([...gone, ...before.decided]) }, taken };
}

type HeldDetails = Pick<Lead, 'fullName' | 'email' | 'phone' | 'extraPhones'>;

function holds({ fullName, email, ...numbers }: HeldDetails, proposal: ProposedValue): boolean {
  switch (proposal.field) {
    case 'fullName':
      return fullName !== null && isSameValue(proposal, { field: 'fullName', value: fullName });
    case 'email':
      return email === proposal.value;
    case 'phone':
      return proposal.value.e164 !== null && phonesOf(numbers).some(({ e164 }) => e164 === proposal.value.e164);
    default:
      return assertNever(proposal, 'proposal');
  }
}

/** Notes that a proposed address's own mailbox said whose it is; a colleague decides about it. */
export function withMailboxSaid(before: Proposals, proposal: Proposal, at: string): Proposals {
  const open = before.open.map((one) => (one === proposal ? { ...one, mailboxSaidAt: at } : one));
  return { ...before, version: before.version + 1, open };
}

function decidedAs({ proposalId, field }: Proposal, became: DecidedProposal['became'], at: string, actor: Actor): DecidedProposal {
  return { proposalId, field, became, at, actor };
}

export function newestPerField<One extends { readonly at: string; readonly field: ProposedField }>(all: readonly One[]): One[] {
  const newestFirst = [...all].sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0));
  const counts = new Map<ProposedField, number>();
  return newestFirst.filter(({ field }) => {
    const count = (counts.get(field) ?? 0) + 1;
    counts.set(field, count);
    return count <= keptPerField;
  });
}

function isSameValue(one: ProposedValue, other: ProposedValue): boolean {
  switch (one.field) {
    case 'fullName':
      return other.field === 'fullName' && normaliseName(one.value).searchKey === normaliseName(other.value).searchKey;
    case 'email':
      return other.field === 'email' && one.value === other.value;
    case 'phone':
      return other.field === 'phone' && one.value.e164 === other.value.e164;
    default:
      return assertNever(one, 'proposal');
  }
}
