import { isDeepStrictEqual } from 'node:util';
import { CorruptItemError } from '../platform/errors.ts';
import { itemBytes, writeUnitBytes } from '../platform/item-size.ts';
import { keys } from '../platform/keys.ts';
import type { Item, WriteItem } from '../platform/table.ts';
import { leadStore } from './item.ts';
import type { Lead } from './record.ts';

/**
 * A lead lies in the item `LEAD`, which pays for one write unit, and, where that is too small, in `PROFILE`, which is written only when
 * something in it changes. `LEAD` names the version of the lead that wrote the profile, so nobody reads one in vain or one of another version.
 */
interface Profile {
  readonly version: number;
  readonly values: Item;
}

/** The profile that a lead was read or written with. */
const profiles = new WeakMap<Lead, Profile>();

/** Always apart: a company's own questions may have any number of answers, and few leads have more than one number, address or name. */
const alwaysApart = ['extra', 'extraPhones', 'emails', 'emailTyped', 'otherNames'] as const satisfies readonly (keyof Lead)[];

/** Goes apart in this order until the rest fits: first what hardly ever changes. */
const apartBySize = [
  'source',
  'consent',
  'tags',
  'title',
  'company',
  'products',
  'region',
  'nameKey',
  'fullName',
  'phone',
  'email',
] as const satisfies readonly (keyof Lead)[];

/** Stays: short, changed often, or needed to find the rest. */
const staying = new Set(
  'pk sk version createdAt updatedAt mergedInto members companyId locale stage moved status statusSet evidence owner routing referredBy openProposals unseen'.split(
    ' ',
  ),
);

/** For the attribute that names the profile. */
const nameBytes = itemBytes({ profile: 999_999 });

/** True for a lead that is whole only with its profile. */
export const hasProfile = (item: Item): boolean => item.profile !== undefined;

/** True for the profile that a lead names; another one was written by a change that the lead does not know, or does not know any more. */
export const isProfileOf = (item: Item, profile: Item | undefined): boolean => profile !== undefined && profile.version === item.profile;

/** Reads a lead from its items. @throws CorruptItemError for what is no lead, and for a lead without the profile that it names */
export function parseLead(item: Item, profile?: Item): Lead {
  if (!hasProfile(item)) return leadStore.parse(item);
  if (!profile || !isProfileOf(item, profile)) throw new CorruptItemError('a lead is not whole without the profile that it names');
  const { profile: _named, ...own } = item;
  const { pk: _pk, sk: _sk, version, ...values } = profile;
  const lead = leadStore.parse({ ...values, ...own });
  profiles.set(lead, { version: Number(version), values });
  return lead;
}

/**
 * Reads a lead as it was when the stream kept its item, with the profile that stands; undefined where that is of another version, so that nobody
 * knows what it was. @throws CorruptItemError for what is no lead
 */
export function parsePastLead(item: Item, profile: Item | undefined): Lead | undefined {
  return hasProfile(item) && !isProfileOf(item, profile) ? undefined : parseLead(item, profile);
}

/** Returns the writes that replace a lead that was read, or make a new one; they are refused when somebody was quicker. */
export function putLead(before: Lead | null, after: Lead): WriteItem[] {
  const { Put } = leadStore.put(before, after);
  const { own, values } = split(Put.Item ?? {});
  const stood = before === null ? undefined : profiles.get(before);
  if (Object.keys(values).length === 0) {
    const lead = { Put: { ...Put, Item: own } };
    // Nobody reads it any more, and it must not keep what the person has changed.
    return stood ? [lead, putProfile(after, { version: after.version, values: {} })] : [lead];
  }
  const isSame = stood !== undefined && isDeepStrictEqual(stood.values, values);
  const profile = isSame ? stood : { version: after.version, values };
  profiles.set(after, profile);
  const lead = { Put: { ...Put, Item: { ...own, profile: profile.version } } };
  return isSame ? [lead] : [lead, putProfile(after, profile)];
}

function putProfile({ leadId }: Lead, { version, values }: Profile): WriteItem {
  return { Put: { Item: { ...keys.profile(leadId), version, ...values } } };
}

/** What other versions of the code wrote beside a lead goes before what people look for. */
function split(whole: Item): { readonly own: Item; readonly values: Item } {
  const own = new Map(Object.entries(whole));
  const values: Item = {};
  const move = (name: string) => {
    if (!own.has(name)) return;
    values[name] = own.get(name);
    own.delete(name);
  };
  for (const name of alwaysApart) move(name);
  const known = new Set<string>(apartBySize);
  const unknown = [...own.keys()].filter((name) => !known.has(name) && !staying.has(name));
  for (const name of [...apartBySize.slice(0, 2), ...unknown, ...apartBySize.slice(2)]) {
    const room = writeUnitBytes - (Object.keys(values).length > 0 ? nameBytes : 0);
    if (itemBytes(Object.fromEntries(own)) <= room) break;
    move(name);
  }
  return { own: Object.fromEntries(own), values };
}
