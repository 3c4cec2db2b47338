import { type Claimant, identify } from '../identity/rules-identify.ts';
import { type ConsentGrant, ConsentPurpose, type Lead, phonesOf } from '../leads/record.ts';
import { type Kept, type MergeSide, type SingleField, sameIn, singleFieldsOf, withEditOf } from './rules-fields.ts';
import { mergeLeads, numberOf, withRefusalsOf } from './rules-merge.ts';

/** Something that happened to the record of a merged person, between the merge and its undo. */
export type LaterAct =
  /** A post, which goes to whom it identifies. `known`: whose guard its address or number had been before the merge; null, nobody's. */
  | {
      readonly kind: 'post';
      readonly at: string;
      readonly claimant: Claimant;
      readonly known: { readonly email: MergeSide | null; readonly phone: MergeSide | null };
      readonly apply: (kept: Kept) => Kept;
    }
  /** Somebody wrote into a field. */
  | { readonly kind: 'edit'; readonly at: string; readonly field: SingleField; readonly apply: (kept: Kept) => Kept }
  /** A further lead became part of the merged one, which stood as it is told. */
  | { readonly kind: 'joined'; readonly at: string; readonly stood: Kept; readonly loser: Kept }
  /** The merged one, as it is told, became part of another lead. */
  | { readonly kind: 'merged'; readonly at: string; readonly stood: Kept; readonly survivor: Kept };

/** Two records that were one. */
export interface Split {
  readonly survivor: Kept;
  readonly loser: Kept;
  /** Of each post, in their order, whose it is. */
  readonly posts: readonly MergeSide[];
  /** The survivor before each further merge since, in their order: what an undo of that one begins with. */
  readonly images: readonly Kept[];
}

interface Standing {
  readonly survivor: Kept;
  readonly loser: Kept;
  /** As if the merge were not undone. */
  readonly merged: Kept;
  /** Whose value each field of the merged one shows. */
  readonly from: ReadonlyMap<SingleField, MergeSide>;
}

/**
 * Undoes a merge: the two records as they were before it, and each later act done to the one that it names. A post goes to whom it identifies
 * again, an edit to the side whose value it replaced, and the rest to the survivor. A refusal that stands stays with both.
 * `before`: the two as the merge found them. `acts`: oldest first. `now`: the merged record as it stands; what no act explains was somebody's edit.
 */
export function undoMerge(before: { readonly survivor: Kept; readonly loser: Kept }, acts: readonly LaterAct[], now: Kept): Split {
  const first = mergeLeads(before.survivor, before.loser);
  const posts: MergeSide[] = [];
  const images: Kept[] = [];
  let stands: Standing = { ...before, merged: first.kept, from: first.from };
  for (const act of acts) {
    switch (act.kind) {
      case 'post': {
        const side = sideOfPost(act, stands);
        posts.push(side);
        stands = withPost(stands, side, act.apply);
        break;
      }
      case 'edit':
        stands = withEdit(stands, act.field, act.apply);
        break;
      case 'joined':
        stands = withUnexplained(stands, act.stood);
        images.push(stands.survivor);
        stands = withJoined(stands, act.loser);
        break;
      case 'merged':
        stands = withUnexplained(stands, act.stood);
        images.push(stands.survivor);
        stands = withinAnother(stands, act.survivor);
        break;
    }
  }
  const explained = withUnexplained(stands, now);
  return { survivor: withRefusals(explained.survivor, now), loser: withRefusals(explained.loser, now), posts, images };
}

const withRefusals = (kept: Kept, now: Kept): Kept => ({
  ...kept,
  lead: { ...kept.lead, consent: withRefusalsOf(now.lead.consent, kept.lead.consent) },
});

/** Tells whom a post identifies, of two who were one. Where it is neither, it is the survivor's. */
function sideOfPost({ claimant, known }: LaterAct & { readonly kind: 'post' }, { survivor, loser }: Standing): MergeSide {
  const leads: Readonly<Record<MergeSide, Lead>> = { survivor: survivor.lead, loser: loser.lead };
  const emailSide = sideOfAddress(claimant.email, leads) ?? known.email;
  const phoneSide = sideOfNumber(claimant.phone, leads) ?? known.phone;
  const claimOf = (side: MergeSide) => ({ lead: leads[side], nameKey: leads[side].nameKey });
  const other = phoneSide === 'survivor' ? 'loser' : 'survivor';
  const identified = identify(claimant, {
    byEmail: emailSide && leads[emailSide],
    byPhone: phoneSide && { holder: claimOf(phoneSide), sharers: hasNumber(leads[other], claimant.phone) ? [claimOf(other)] : [] },
  });
  return identified.kind === 'known' && identified.lead === loser.lead ? 'loser' : 'survivor';
}

/** Returns the side that has an address; null where neither has. */
function sideOfAddress(address: string | null, { survivor, loser }: Readonly<Record<MergeSide, Lead>>): MergeSide | null {
  const has = ({ email, emails = [] }: Lead) => address !== null && (email === address || emails.includes(address));
  return has(survivor) ? 'survivor' : has(loser) ? 'loser' : null;
}

const hasNumber = (lead: Lead, number: string | null): boolean => number !== null && phonesOf(lead).some(({ e164 }) => e164 === number);

/** Returns the side whose number it is, where only one has it or only one has claimed it; null where nobody can tell. */
function sideOfNumber(e164: string | null, { survivor, loser }: Readonly<Record<MergeSide, Lead>>): MergeSide | null {
  const claims = (lead: Lead) => phonesOf(lead).some((one) => one.e164 === e164 && one.claimed);
  const [ofSurvivor, ofLoser] = [hasNumber(survivor, e164), hasNumber(loser, e164)];
  if (ofSurvivor !== ofLoser) return ofSurvivor ? 'survivor' : 'loser';
  if (!ofSurvivor || claims(survivor) === claims(loser)) return null;
  return claims(survivor) ? 'survivor' : 'loser';
}

/** Does a post to the side that it is of, and to the merged one as it was done. A value that it gave the merged one is of that side. */
function withPost(stands: Standing, side: MergeSide, apply: (kept: Kept) => Kept): Standing {
  const merged = apply(stands.merged);
  const from = new Map(stands.from);
  for (const field of singleFieldsOf(merged)) if (!sameIn(field, stands.merged, merged)) from.set(field, side);
  return { ...stands, [side]: apply(stands[side]), merged, from };
}

/** Does an edit to the side whose value it replaces. */
function withEdit(stands: Standing, field: SingleField, apply: (kept: Kept) => Kept): Standing {
  const side = stands.from.get(field) ?? 'survivor';
  return { ...stands, [side]: apply(stands[side]), merged: apply(stands.merged), from: new Map(stands.from).set(field, side) };
}

function withJoined(stands: Standing, joined: Kept): Standing {
  const { kept: merged, from: shown } = mergeLeads(stands.merged, joined);
  const from = new Map(stands.from);
  for (const [field, side] of shown) if (side === 'loser') from.set(field, 'survivor');
  return { ...stands, survivor: mergeLeads(stands.survivor, joined).kept, merged, from };
}

function withinAnother(stands: Standing, outer: Kept): Standing {
  const { kept: merged, from: shown } = mergeLeads(outer, stands.merged);
  const from = new Map<SingleField, MergeSide>();
  for (const [field, side] of shown) from.set(field, side === 'loser' ? (stands.from.get(field) ?? 'survivor') : 'survivor');
  return { ...stands, survivor: mergeLeads(outer, stands.survivor).kept, merged, from };
}

/** Gives what stands and no act explains to the side whose value it replaced, and what is kept in lists to the survivor; what went, went from both. */
function withUnexplained(stands: Standing, now: Kept): Standing {
  let explained = stands;
  for (const field of singleFieldsOf(stands.merged, now)) {
    if (!sameIn(field, stands.merged, now)) explained = withEdit(explained, field, (kept) => withEditOf(field, now, kept));
  }
  const { merged, survivor, loser, from } = explained;
  const lists = (kept: Kept, side: MergeSide): Kept => ({
    ...kept,
    lead: { ...kept.lead, ...listsOf(kept.lead, merged.lead, now.lead, side) },
  });
  return {
    survivor: withConsents(lists(survivor, 'survivor'), merged, now),
    loser: lists(loser, 'loser'),
    merged: now,
    from,
  };
}

function listsOf(lead: Lead, merged: Lead, now: Lead, side: MergeSide): Partial<Lead> {
  const texts = (one: readonly string[], were: readonly string[], are: readonly string[]): string[] => [
    ...one.filter((text) => !were.includes(text) || are.includes(text)),
    ...(side === 'survivor' ? are.filter((text) => !were.includes(text) && !one.includes(text)) : []),
  ];
  const emails = texts(lead.emails ?? [], merged.emails ?? [], now.emails ?? []).filter((address) => address !== lead.email);
  const wereNumbers = merged.extraPhones.map(numberOf);
  const areNumbers = phonesOf(now).map(numberOf);
  const own = phonesOf(lead).map(numberOf);
  const added = now.extraPhones.filter(
    (phone) => ![...wereNumbers, ...own, ...(merged.phone ? [numberOf(merged.phone)] : [])].includes(numberOf(phone)),
  );
  return {
    products: texts(lead.products, merged.products, now.products),
    tags: texts(lead.tags, merged.tags, now.tags),
    ...(lead.emails || emails.length > 0 ? { emails } : {}),
    extraPhones: [
      ...lead.extraPhones.filter((phone) => !wereNumbers.includes(numberOf(phone)) || areNumbers.includes(numberOf(phone))),
      ...(side === 'survivor' ? added : []),
    ],
  };
}

/** A consent that was given since by no post is the survivor's; a refusal is of both anyway. */
function withConsents(kept: Kept, merged: Kept, now: Kept): Kept {
  const consent = { ...kept.lead.consent };
  for (const purpose of ConsentPurpose.options) {
    const [was, is] = [merged.lead.consent[purpose], now.lead.consent[purpose]];
    if (isGiven(is) && !isSameGrant(was, is)) consent[purpose] = is;
  }
  return { ...kept, lead: { ...kept.lead, consent } };
}

const isSameGrant = (one: ConsentGrant | undefined, other: ConsentGrant): boolean =>
  one?.granted === other.granted && one.at === other.at && one.textVersion === other.textVersion && one.confirmedAt === other.confirmedAt;

const isGiven = (grant: ConsentGrant | undefined): grant is ConsentGrant => grant?.granted === true;
