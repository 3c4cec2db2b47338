import type { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import { type Principal, scopeOf } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Digests } from '../platform/digests.ts';
import type { LeadId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import {
  contactWish,
  foldedOf,
  nameAtPlace,
  type Question,
  readFound,
  type Wish,
  wholeWishes,
  wordsFit,
  wordsOf,
} from '../search/index.ts';
import { foundScopeTest } from './found-scope.ts';
import { regionsOf } from './list-rows.ts';

interface PeopleParts {
  readonly table: Table;
  readonly digests: Digests;
  readonly config: ConfigReader;
}

/** Rows that a list asks for at most, about 110 units: where more people are called so, lists are gone through. */
const mostRows = 6_000;
/** Leads that a list reads to put them in order. */
const mostPeople = 300;

/**
 * Finds the people whom a list asks for; null where it has to go through its rows for them: those of one owner are few, others are asked for
 * in an order that tells more, and of a name that hundreds have a page is full soon.
 */
export async function peopleOf(
  { table, digests, config }: PeopleParts,
  principal: Principal,
  query: ListLeadsQuery,
  question: Question,
): Promise<readonly LeadId[] | null> {
  const hasOwnRows = scopeOf(principal, 'lead.read') === 'own' || query.owner !== undefined;
  if (hasOwnRows || query.waiting !== undefined || query.segment !== undefined) return null;
  const wishes = await wishesOf(principal, query, question, config);
  if (wishes === null) return null;
  const found = await Promise.all(wishes.map((wish) => readFound(table, { ...wish, most: Math.floor(mostRows / wishes.length) }, digests)));
  if (found.some(({ hasMore }) => hasMore)) return null;
  const isInScope = foundScopeTest(principal);
  const wanted = question.kind === 'name' ? foldedOf(question.words) : null;
  const rows = found
    .flatMap(({ rows }) => rows)
    .filter((row) => isInScope(row) && (wanted === null || wordsFit(wanted, foldedOf(wordsOf(nameAtPlace(row.rest))))));
  const ids = [...new Set(rows.map(({ leadId }) => leadId))];
  return ids.length > mostPeople ? null : ids;
}

async function wishesOf(
  principal: Principal,
  query: ListLeadsQuery,
  question: Question,
  config: ConfigReader,
): Promise<readonly Wish[] | null> {
  if (question.kind !== 'name') return [contactWish(question)];
  return wholeWishes(foldedOf(question.words), await regionsOf(principal, query, config));
}
