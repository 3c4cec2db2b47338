import type { Principal } from '../access/index.ts';
import { type Lead, readUnmergedLeads } from '../leads/index.ts';
import type { LeadId } from '../platform/ids.ts';
import {
  contactWish,
  exactWords,
  foldedOf,
  isCommon,
  isFoundBy,
  nameAtPlace,
  nameTurns,
  ownTurns,
  type Question,
  questionIn,
  readFound,
  type Wish,
  type Word,
  wordsBegin,
  wordsOf,
} from '../search/index.ts';
import { seatsOf } from '../seats/index.ts';
import { foundScopeTest } from './found-scope.ts';
import type { ListParts } from './list-leads.ts';
import { regionsOf } from './list-rows.ts';
import { nobodies } from './nobodies.ts';
import { readable } from './readable.ts';
import { recentLeads } from './recent-leads.ts';
import { unmasked } from './unmasked.ts';

type SearchParts = Pick<ListParts, 'table' | 'digests' | 'config' | 'log'>;

export interface FoundLeads {
  readonly question: Question | null;
  readonly leads: readonly Lead[];
  /** Whether there may be others: more has to be typed to see them. */
  readonly more: boolean;
}

/** Rows looked at for one answer, however few of them the caller may see. */
const rowsPerSearch = 150;
/** Recent leads read for a word that millions have. */
const mostRecent = 7;
/** Seats read for a rep, whoever is found: else the time of an answer would tell how many people the company knows by these digits. */
const seatsPerSearch = 12;

/**
 * Finds people by words of their names in any spelling, the last digits of any of their numbers, or the start of their address; those who are
 * spelt just so first. Only leads that the caller may read are found, and by what is masked only those that the caller has asked for.
 */
export async function searchLeads(parts: SearchParts, principal: Principal, typed: string, limit: number): Promise<FoundLeads> {
  const question = questionIn(typed);
  if (question === null) return { question, leads: [], more: true };
  const found =
    question.kind === 'name' ? await findNames(parts, principal, question.words, limit) : await findContacts(parts, principal, question);
  const leads: Lead[] = [];
  let read = 0;
  // A row may lag behind its lead: the place of one that does not fit any more is given to the next, once.
  for (let round = 0; round < 2 && leads.length < limit && read < found.ids.length; round += 1) {
    const ids = found.ids.slice(read, read + limit - leads.length);
    read += ids.length;
    const known = await readable(parts, principal, ids, readUnmergedLeads);
    const fitting = ids.flatMap((leadId) => known.get(leadId) ?? []).filter((lead) => isFoundBy(question, lead));
    leads.push(...(await unmasked(parts, principal, question.kind, fitting)));
  }
  return { question, leads, more: found.more || read < found.ids.length };
}

/** Finds leads by their ids, in that order; those that the caller may not read, or that are none any more, are left out. */
export async function leadsById(parts: SearchParts, principal: Principal, leadIds: readonly LeadId[]): Promise<FoundLeads> {
  const known = await readable(parts, principal, [...new Set(leadIds)], readUnmergedLeads);
  return { question: null, leads: [...new Set(leadIds)].flatMap((leadId) => known.get(leadId) ?? []), more: false };
}

/** Leads that may be meant, those first that are likely to be. */
interface Candidates {
  readonly ids: readonly LeadId[];
  readonly more: boolean;
}

async function findNames(parts: SearchParts, principal: Principal, words: readonly Word[], limit: number): Promise<Candidates> {
  const wanted = foldedOf(words);
  const regions = principal.role === 'rep' ? [] : await regionsOf(principal, {}, parts.config);
  const turns = principal.role === 'rep' ? ownTurns(wanted, principal.repId) : nameTurns(wanted, regions);
  const isInScope = foundScopeTest(principal);
  const names = new Map<LeadId, readonly Word[]>();
  let more = false;
  for (const { wishes, below } of turns) {
    if (names.size >= (below === 'enough' ? limit : 1)) break;
    const found = await readWishes(parts, wishes, rowsPerSearch);
    more ||= found.more;
    for (const row of found.rows) {
      const name = wordsOf(nameAtPlace(row.rest));
      if (!isInScope(row) || !wordsBegin(wanted, foldedOf(name))) continue;
      // Of who has several names the one counts that is spelt as it was typed.
      const known = names.get(row.leadId);
      if (!known || exactWords(words, known) < exactWords(words, name)) names.set(row.leadId, name);
    }
  }
  const ids = ranked(words, names);
  const isOfMillions = wanted.every(isCommon) && wanted.length === 1;
  // Rows are found by whole words here: one that is only begun finds nobody yet, and what millions have finds nobody by itself.
  const mayBeBegun = wanted.length === 1 || (wanted.length === 2 && isCommon(wanted[0] ?? ''));
  if (principal.role === 'rep' || !(isOfMillions || (mayBeBegun && ids.length === 0))) return { ids, more };
  if (!isCommon(wanted[0] ?? '') || ids.length >= limit) return { ids, more: true };
  const recent = await recentLeads(parts.table, principal, regions, mostRecent);
  return { ids: [...ids, ...recent.filter((leadId) => !names.has(leadId))].slice(0, Math.max(ids.length, mostRecent)), more: true };
}

/** Those first who are spelt just so, then those who are called so, then the newest. */
function ranked(words: readonly Word[], names: ReadonlyMap<LeadId, readonly Word[]>): LeadId[] {
  const typed = foldedOf(words);
  const isCalledSo = (name: readonly Word[]) => typed.some((word) => name.at(-1)?.folded.startsWith(word));
  const ranks = [...names].map(([leadId, name]) => ({ leadId, exact: exactWords(words, name), called: Number(isCalledSo(name)) }));
  return ranks.sort((a, b) => b.exact - a.exact || b.called - a.called || (a.leadId < b.leadId ? 1 : -1)).map(({ leadId }) => leadId);
}

async function findContacts(parts: SearchParts, principal: Principal, question: Exclude<Question, { kind: 'name' }>): Promise<Candidates> {
  const most = principal.role === 'rep' ? seatsPerSearch : rowsPerSearch;
  const { rows, more } = await readWishes(parts, [contactWish(question)], most);
  const ids = [...new Set(rows.filter(foundScopeTest(principal)).map(({ leadId }) => leadId))].sort().reverse();
  if (principal.role !== 'rep') return { ids, more };
  const seats = await seatsOf(parts.table, principal.repId, [...ids, ...nobodies(seatsPerSearch - ids.length)]);
  const own = new Set(seats.map(({ leadId }) => leadId));
  return { ids: ids.filter((leadId) => own.has(leadId)), more };
}

/** Asks all at once, and looks at so many rows of all together. */
async function readWishes({ table, digests }: SearchParts, wishes: readonly Wish[], most: number) {
  const each = Math.ceil(most / Math.max(1, wishes.length));
  const found = await Promise.all(wishes.map((wish) => readFound(table, { ...wish, most: each }, digests)));
  return { rows: found.flatMap(({ rows }) => rows), more: found.some(({ hasMore }) => hasMore) };
}
