import { isDeepStrictEqual } from 'node:util';
import { poolOf } from '../leads/index.ts';
import { keys } from '../platform/keys.ts';
import type { Item } from '../platform/table.ts';
import type { ChangedItem, Projector } from '../projecting/index.ts';
import { projectFinds } from './project-finds.ts';

/** Keeps the rows by which people find leads: words of names, ends of numbers, starts of addresses. */
export const findProjector: Projector = {
  name: 'search',
  concerns: mayMoveFinds,
  project: (leadId, { beside = false, readWhole }, parts) => projectFinds(leadId, beside, parts, readWhole),
};

/** Nearly all changes of a lead say nothing by which it is found, and nothing is read for them. */
function mayMoveFinds({ sk, change, images }: ChangedItem): boolean {
  if (sk.startsWith(keys.opportunityPrefix)) return true;
  if (sk !== keys.leadSk && sk !== keys.profileSk) return false;
  if (change !== 'MODIFY') return sk === keys.leadSk;
  const { before, after } = images();
  return !isDeepStrictEqual(saidBy(before), saidBy(after));
}

/** What of a lead, or of the part of it that lies in its profile, says how it is found, and by whom. */
function saidBy(item: Item = {}): readonly unknown[] {
  const { fullName, otherNames, email, emails, phone, extraPhones, region, mergedInto, profile, owner, routing } = Object(item);
  return [
    fullName,
    otherNames,
    email,
    emails,
    phone,
    extraPhones,
    region,
    mergedInto,
    profile,
    owner?.repId,
    poolOf({ owner: owner ?? null, routing: routing ?? null }),
  ];
}
