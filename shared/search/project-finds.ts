import type { Lead } from '../leads/index.ts';
import { opportunitiesOf } from '../needs/index.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Key } from '../platform/keys.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type Item } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { LeadChanges, Projected, ProjectParts } from '../projecting/index.ts';
import { findItems, findsAmong, putFind, readFinds } from './find-store.ts';
import { findsOf, type NeedOfRep } from './rules-finds.ts';
import { packScope, parseScope } from './rules-scope.ts';

/** What bringing the rows of a lead up to date reads and writes. */
export type FindParts = Pick<ProjectParts, 'table' | 'digests'>;

/**
 * Brings the items by which a lead is found up to date with the lead as it stands, or takes them away where it is gone or was merged. What
 * says the same already is not written. Safe to repeat, at once and in any order: an item is replaced by one of a newer version of the lead only.
 * @param mayHaveNeeds whether needs of the lead changed, or may have
 * @param readWhole see `LeadChanges`
 */
export async function projectFinds(
  leadId: LeadId,
  mayHaveNeeds: boolean,
  { table, digests }: FindParts,
  readWhole?: LeadChanges['readWhole'],
): Promise<Projected> {
  let done: Projected = 'unchanged';
  return await untilWritten(async (round) => {
    const isShared = readWhole !== undefined && round === 1;
    const { stored, lead } = isShared ? await findsAmong(table, await readWhole()) : await readFinds(table, leadId);
    const needs = lead && (mayHaveNeeds || hasNeeds(lead, stored)) ? await opportunitiesOf(table, lead, { consistent: true }) : [];
    const wanted = lead && lead.mergedInto === null ? findItemsOf(lead, needs, digests) : [];
    const { puts, surplus } = differences(stored, wanted);
    if (puts.length === 0 && surplus.length === 0) return done;
    // Before the new ones: what names an owner, or a number, that the lead has no more goes first.
    if (surplus.length > 0) await table.deleteAll(surplus);
    for (const item of puts) await putFind(table, item);
    done = lead ? 'written' : 'removed';
    // Whoever found the rows as they were, and wrote nothing, relies on this look; and of a lead that was erased meanwhile nothing may stay.
    const version = (await table.get(keys.lead(leadId), { consistent: true }))?.version;
    if (version !== lead?.version) throw new ConditionFailedError([], new Map());
    return done;
  });
}

/** Nearly no lead has needs that are assigned apart from it; where one has, its rows name more pools or reps than the lead. */
function hasNeeds({ evidence }: Lead, stored: readonly Item[]): boolean {
  const { open, won } = evidence.opportunities;
  return open > 0 || won > 0 || stored.some(({ card }) => (parseScope(card)?.pools.length ?? 0) > 1);
}

/** Returns the items by which a lead is found. */
export const findItemsOf = (lead: Lead, needs: readonly NeedOfRep[], digests: FindParts['digests']): Item[] =>
  findItems(lead, findsOf(lead, needs), packScope(lead, needs), digests);

function differences(stored: readonly Item[], wanted: readonly Item[]): { readonly puts: Item[]; readonly surplus: Key[] } {
  const standing = new Map(stored.map((item) => [String(item.sk), item]));
  const kept = new Set(wanted.map(({ sk }) => sk));
  return {
    puts: wanted.filter((item) => !saysTheSame(standing.get(String(item.sk)), item)),
    surplus: stored.filter(({ sk }) => !kept.has(sk)).map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })),
  };
}

function saysTheSame(stored: Item | undefined, item: Item): boolean {
  if (!stored) return false;
  const names = new Set([...Object.keys(stored), ...Object.keys(item)]);
  names.delete('leadVersion');
  return [...names].every((name) => stored[name] === item[name]);
}
