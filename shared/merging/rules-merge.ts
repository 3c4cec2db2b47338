import { fold } from '../identity/text.ts';
import { compareLevels, factorLevel, type LeadEvidence, QualificationFactor, qualificationLetters } from '../leads/evidence.ts';
import {
  type ConsentGrant,
  ConsentPurpose,
  type Lead,
  type LeadPhone,
  maxAnswers,
  maxExtraPhones,
  maxMembers,
  maxProducts,
} from '../leads/record.ts';
import { consentAtMailbox } from '../leads/rules-consent.ts';
import type { LeadId } from '../platform/ids.ts';
import {
  historyOf,
  type Kept,
  type MergeSide,
  type SingleField,
  singleFieldsOf,
  textOf,
  withFirmHistory,
  withHistory,
  withValueOf,
} from './rules-fields.ts';

/** What one lead becomes when another one becomes part of it, and whose value each field shows. A field that is not named is empty. */
export interface Merged {
  readonly kept: Kept;
  readonly from: ReadonlyMap<SingleField, MergeSide>;
}

/** More tags than colleagues may put on one lead, so that a merge takes few away. */
const maxTags = 50;

/**
 * Merges one lead into another. What the survivor says stays, what it leaves empty the other one fills. Names, addresses and numbers are kept
 * beside its own, products and tags are those of both, the first touch is the earlier one. A refusal of either is the person's. Owner, stage, status,
 * scores and what is proposed are not touched: each follows by its own rules.
 */
export function mergeLeads(survivor: Kept, loser: Kept): Merged {
  const from = new Map<SingleField, MergeSide>();
  let kept = survivor;
  for (const field of singleFieldsOf(survivor, loser)) {
    const side = sideShown(field, survivor, loser);
    if (side === null || !hasRoom(field, kept)) continue;
    from.set(field, side);
    if (side === 'survivor') continue;
    kept = withFirmHistory(field, loser, withHistory(withValueOf(field, loser, kept), field, historyOf(loser, field)));
  }
  const [one, other] = [survivor.lead, loser.lead];
  const lead: Lead = {
    ...kept.lead,
    ...addressesOf(one, other, kept.lead),
    ...namesOf(one, other, kept.lead),
    extraPhones: numbersOf(one, other, kept.lead),
    members: membersOf(one, other),
    products: union(one.products, other.products, maxProducts),
    tags: union(one.tags, other.tags, maxTags),
    source: other.source.first.at < one.source.first.at ? other.source : one.source,
    consent: consentOf(one, other, from.get('email') ?? 'survivor'),
    evidence: mergedEvidence(one.evidence, other.evidence),
    ...(one.referredBy === undefined && other.referredBy !== undefined ? { referredBy: other.referredBy } : {}),
  };
  return { kept: { ...kept, lead }, from };
}

/** A number that nobody can dial gives way to one that reaches the person. Whose firm is known is of that one, though nobody typed its name. */
function sideShown(field: SingleField, survivor: Kept, loser: Kept): MergeSide | null {
  if (field === 'phone' && survivor.lead.phone?.valid === false && loser.lead.phone?.valid === true) return 'loser';
  if (textOf(survivor, field) !== null) return 'survivor';
  const { companyId } = survivor.lead;
  if (field === 'company' && companyId !== null && companyId !== loser.lead.companyId) return 'survivor';
  return textOf(loser, field) === null ? null : 'loser';
}

const hasRoom = (field: SingleField, { lead }: Kept): boolean =>
  !field.startsWith('extra.') || field.slice('extra.'.length) in lead.extra || Object.keys(lead.extra).length < maxAnswers;

/** Returns the addresses of both beside the one that the record shows. */
function addressesOf(one: Lead, other: Lead, { email }: Lead): Pick<Lead, 'emails'> {
  const all = [one.email, ...(one.emails ?? []), other.email, ...(other.emails ?? [])];
  const beside = [...new Set(all.filter((address) => address !== null && address !== email))].filter((address) => address !== null);
  return beside.length > 0 || one.emails ? { emails: beside } : {};
}

/** Returns what else the two are called: whoever knew them by either name looks for that one. */
function namesOf(one: Lead, other: Lead, { fullName }: Lead): Pick<Lead, 'otherNames'> {
  const otherNames = namesBeside(fullName, [one.fullName, ...(one.otherNames ?? []), other.fullName, ...(other.otherNames ?? [])]);
  return otherNames.length > 0 || one.otherNames ? { otherNames } : {};
}

/** Returns those of some names by which nobody finds a record yet: without accents each is another one. */
export function namesBeside(fullName: string | null, names: readonly (string | null)[]): string[] {
  const known = new Set(fullName === null ? [] : [fold(fullName)]);
  const beside = names.filter((name): name is string => {
    if (name === null || known.has(fold(name))) return false;
    known.add(fold(name));
    return true;
  });
  return beside.slice(0, maxMembers);
}

function numbersOf(one: Lead, other: Lead, { phone }: Lead): LeadPhone[] {
  const all = [...one.extraPhones, one.phone, other.phone, ...other.extraPhones].filter((number) => number !== null);
  const known = new Set(phone ? [numberOf(phone)] : []);
  const beside = all.filter((number) => {
    const isNew = !known.has(numberOf(number));
    known.add(numberOf(number));
    return isNew;
  });
  return beside.slice(0, maxExtraPhones);
}

/** What tells numbers apart. */
export const numberOf = ({ e164, raw }: LeadPhone): string => e164 ?? raw;

/** Returns the leads that are part of a lead, and of which another one will be. */
export function membersOf({ members = [] }: Pick<Lead, 'members'>, loser: Pick<Lead, 'leadId' | 'members'>): LeadId[] {
  return [...members, loser.leadId, ...(loser.members ?? [])];
}

const union = (one: readonly string[], other: readonly string[], most: number): string[] =>
  [...new Set([...one, ...other])].slice(0, Math.max(most, one.length));

/** A refusal of either is the person's, the later one of two. The word of a mailbox counts for the record that shows its address. */
function consentOf(one: Lead, other: Lead, emailOf: MergeSide): Lead['consent'] {
  const consent: Lead['consent'] = {};
  for (const purpose of ConsentPurpose.options) {
    const grant = strongerGrant(one.consent[purpose], other.consent[purpose]);
    if (grant) consent[purpose] = grant;
  }
  const isOfShown = consent.newsletter === (emailOf === 'survivor' ? one : other).consent.newsletter;
  return isOfShown ? consent : consentAtMailbox(consent, {});
}

function strongerGrant(one: ConsentGrant | undefined, other: ConsentGrant | undefined): ConsentGrant | undefined {
  if (!one || !other) return one ?? other;
  if (one.granted !== other.granted) return one.granted ? other : one;
  return one.granted || one.at >= other.at ? one : other;
}

/** Returns a consent with every refusal of another one: who refused is asked for nothing under any of their records. */
export function withRefusalsOf(from: Lead['consent'], to: Lead['consent']): Lead['consent'] {
  const consent = { ...to };
  for (const purpose of ConsentPurpose.options) {
    const refusal = from[purpose];
    if (refusal?.granted === false) consent[purpose] = strongerGrant(to[purpose], refusal) ?? refusal;
  }
  return consent;
}

/** Returns what is known of two leads in short. Temperature and fit stay the survivor's until its score is counted anew. */
function mergedEvidence({ assignLater, ...one }: LeadEvidence, other: LeadEvidence): LeadEvidence {
  return {
    ...one,
    // Whoever asked for more under either record has asked.
    ...(assignLater && other.assignLater && { assignLater }),
    qualification: qualificationLetters(
      Object.fromEntries(
        QualificationFactor.options.map((factor) => [factor, strongerLevel(factorLevel(one, factor), factorLevel(other, factor))]),
      ),
    ),
    quoteAsked: one.quoteAsked || other.quoteAsked,
    attempts: one.attempts + other.attempts,
    reached: one.reached + other.reached,
    opportunities: {
      open: one.opportunities.open + other.opportunities.open,
      accepted: one.opportunities.accepted + other.opportunities.accepted,
      won: one.opportunities.won + other.opportunities.won,
    },
    purchases: { paid: one.purchases.paid + other.purchases.paid },
  };
}

type Level = ReturnType<typeof factorLevel>;

/** What a colleague heard counts more than what a form says. */
function strongerLevel(one: Level, other: Level): Level {
  if (one.isConfirmed !== other.isConfirmed) return one.isConfirmed ? one : other;
  return compareLevels(one.level, other.level) >= 0 ? one : other;
}

/** Why two leads cannot become one. */
export type MergeRefusal = 'sameLead' | 'circle' | 'tooMany' | 'survivorNotActive' | 'beingRouted';

/** Says why one lead cannot be merged into another; null: it can. */
export function whyNotMerged(survivor: Lead, loser: Lead): MergeRefusal | null {
  if (survivor.leadId === loser.leadId) return 'sameLead';
  if (membersOf({}, loser).includes(survivor.leadId) || (survivor.members ?? []).includes(loser.leadId)) return 'circle';
  if (membersOf(survivor, loser).length > maxMembers) return 'tooMany';
  if (survivor.routing === null || loser.routing === null) return 'beingRouted';
  if (survivor.status !== 'active' && loser.status === 'active') return 'survivorNotActive';
  return null;
}
