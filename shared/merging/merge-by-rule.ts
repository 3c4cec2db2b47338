import { readCompany } from '../company/index.ts';
import { type Lead, partitionsOf, readLead } from '../leads/index.ts';
import { mergeByRuleRequest } from '../merge-requests/index.ts';
import { minutesMs } from '../platform/clock.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { ImpossibleMergeError } from './errors.ts';
import { mergeLeads } from './merge-leads.ts';
import { type Pair, parsePair, readCandidatesOf } from './pair.ts';
import { readProven } from './proven.ts';
import { samePerson } from './rules-same-person.ts';

/** A pool decides within seconds; whoever is not decided about by then is waited for no more. */
const mostLooks = 5;
const lookAgainSeconds = (2 * minutesMs) / 1_000;

/**
 * Merges a lead with those that are surely the same person, among the pairs that were noted: by what is proven of both, and never against what somebody
 * decided about them. Safe to repeat.
 */
export const mergeByRuleWork = defineWork({
  ...mergeByRuleRequest,
  run: async ({ leadId, looks }, parts) => {
    const { mergeProvenDuplicates } = await readCompany(parts.config);
    if (!mergeProvenDuplicates) return;
    const lead = await readLead(parts.table, leadId, { consistent: true });
    if (!lead) return;
    for (const pair of await candidatesOf(lead, parts.table)) {
      const became = await mergePair(pair, parts);
      parts.log.info('pair looked at by rule', { leadId: pair.older, otherLeadId: pair.newer, became });
      if (became === 'later' && looks < mostLooks) {
        await parts.queues.work.send(askFor(mergeByRuleRequest, { leadId, looks: looks + 1 }, { delaySeconds: lookAgainSeconds }));
      }
    }
  },
});

async function candidatesOf(lead: Lead, table: Table): Promise<readonly Pair[]> {
  const found = await Promise.all(partitionsOf(lead).map((leadId) => readCandidatesOf(table, leadId)));
  return [...new Map(found.flat().map((pair) => [`${pair.older}~${pair.newer}`, pair])).values()];
}

/** Each pair is read anew: the one before may have changed who stands for either. */
async function mergePair(pair: Pair, parts: WorkParts): Promise<string> {
  const { table } = parts;
  const [one, other] = await Promise.all([pair.older, pair.newer].map((leadId) => readLead(table, leadId, { consistent: true })));
  if (!one || !other) return 'gone';
  if (one.leadId === other.leadId) return 'oneAlready';
  if (await isDecidedAgainst(one, other, table)) return 'decided';
  const [mine, theirs] = await Promise.all([readProven(one, parts), readProven(other, parts)]);
  const same = samePerson(mine, theirs);
  if (typeof same === 'string') return same;
  const { survivor, loser, key } = same;
  try {
    await mergeLeads(
      {
        leadId: survivor.leadId,
        otherLeadId: loser.leadId,
        actor: { kind: 'system', id: 'merging' },
        by: 'rule',
        correlationId: `merge-${pair.older}-${pair.newer}`,
      },
      { ...parts, assign: parts.queues.assign, score: parts.queues.score },
    );
    return key;
  } catch (error) {
    // Somebody was quicker.
    if (error instanceof ImpossibleMergeError) return 'impossible';
    throw error;
  }
}

/** What a person decided about any two records of them holds for all of them. */
async function isDecidedAgainst(one: Lead, other: Lead, table: Table): Promise<boolean> {
  const pairKeys = partitionsOf(one).flatMap((mine) => partitionsOf(other).map((theirs) => keyOf(mine, theirs)));
  const pairs = (await table.batchGet(pairKeys, { consistent: true })).map(parsePair);
  return pairs.some(({ state }) => state === 'undone' || state === 'dropped');
}

const keyOf = (one: LeadId, other: LeadId) => (one < other ? keys.mergeCandidate(one, other) : keys.mergeCandidate(other, one));
