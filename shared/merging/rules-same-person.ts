import { isSameWholeName } from '../identity/name.ts';
import type { Lead } from '../leads/record.ts';
import { whyNotMerged } from './rules-merge.ts';

/** A lead, and what is proven to reach its person. */
export interface Proven {
  readonly lead: Lead;
  /** Numbers of the record, in E.164, at which a colleague spoke with the person. */
  readonly numbers: ReadonlySet<string>;
  /** Addresses whose mailbox said so by the button of a mail about this record. */
  readonly addresses: ReadonlySet<string>;
}

/** Two leads that a rule takes for one person. */
export interface SamePerson {
  readonly survivor: Lead;
  readonly loser: Lead;
  /** What is proven of both. */
  readonly key: 'phone' | 'email';
}

/** Why a rule leaves a pair to people. `later`: it may be asked again. */
export type LeftToPeople = 'nothingProven' | 'otherNames' | 'impossible' | 'later';

/**
 * Tells whether two leads are surely one person: a number or an address is proven of both, and both have the same name of two words or more. Whoever has
 * an owner is left, of two the older one.
 */
export function samePerson(one: Proven, other: Proven): SamePerson | LeftToPeople {
  const key = sharedKey(one, other);
  if (key === null) return 'nothingProven';
  if (!isSameWholeName(one.lead.fullName ?? '', other.lead.fullName ?? '')) return 'otherNames';
  const [survivor, loser] = isLeft(one.lead, other.lead) ? [one.lead, other.lead] : [other.lead, one.lead];
  const why = whyNotMerged(survivor, loser);
  if (why === 'beingRouted') return 'later';
  return why === null ? { survivor, loser, key } : 'impossible';
}

function sharedKey(one: Proven, other: Proven): SamePerson['key'] | null {
  const shares = (mine: ReadonlySet<string>, theirs: ReadonlySet<string>) => [...mine].some((key) => theirs.has(key));
  if (shares(one.numbers, other.numbers)) return 'phone';
  return shares(one.addresses, other.addresses) ? 'email' : null;
}

/** Tells which of two is left: who is active, then who has an owner, then the older one, since ids sort by time. */
function isLeft(one: Lead, other: Lead): boolean {
  const rank = ({ status, owner }: Lead) => (status === 'active' ? 2 : 0) + (owner === null ? 0 : 1);
  return rank(one) === rank(other) ? one.leadId < other.leadId : rank(one) > rank(other);
}
