import { listSample, readActivity, thinned } from '../cards/index.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, readUnmergedLeads, walkLeads } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import type { Log } from '../platform/logging.ts';
import { piecesOf } from '../platform/pieces.ts';
import type { Table } from '../platform/table.ts';
import { readProfile } from '../profiles/index.ts';
import { boughtNothing, readBought } from '../purchases/index.ts';
import { readRegistered } from './registered.ts';
import type { SegmentRule } from './rule-config.ts';
import { factsOf, type LeadFacts } from './rules-facts.ts';
import { isIn } from './rules-membership.ts';
import { besideRules, needsOf, type Segments } from './segments-in-force.ts';

/** What counting touches outside of itself; it only reads. */
export interface CountParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
  readonly log: Log;
}

/** How many leads were looked at, how many leads each of them stands for, and how many of them each test takes in. */
export interface Counted {
  readonly looked: number;
  /** 1: these are all leads. */
  readonly rate: number;
  readonly hits: readonly number[];
}

/** Tells whether a lead is counted, by which of the rules take it in. */
export type CountTest = (fits: readonly boolean[], leadId: LeadId) => boolean;

/** Fewer leads than these are all looked at. */
export const fewLeads = 4_000;
/** Twice as many as so few leads have in the sample. */
const fewSampled = 32;
/** What is read within some seconds. */
const mostSampled = 4_000;

const leadsPerPage = 100;
const pagesAtOnce = 4;

/**
 * Counts the leads that each test takes in, among those that the caller sees: all of them where there are few, else one in 256. All rules that the
 * tests ask are named, so that no more is read than they need.
 */
export async function countLeads(
  rules: readonly SegmentRule[],
  tests: readonly CountTest[],
  isSeen: (lead: Lead) => boolean,
  parts: CountParts,
): Promise<Counted> {
  const tally = await tallyOf(rules, tests, isSeen, parts);
  const sample = await listSample(parts.table);
  const all = sample.length <= fewSampled ? await countAll(tally, parts) : null;
  if (all) return { ...all, rate: 1 };
  const { leadIds, rate } = thinned(sample, mostSampled);
  return { ...(await countPages(leadIds, tally, parts)), rate };
}

/** Counts as `countLeads` does, among these leads alone, and looks at each. */
export async function countAmong(
  leadIds: readonly LeadId[],
  rules: readonly SegmentRule[],
  tests: readonly CountTest[],
  isSeen: (lead: Lead) => boolean,
  parts: CountParts,
): Promise<Counted> {
  return { ...(await countPages(leadIds, await tallyOf(rules, tests, isSeen, parts), parts)), rate: 1 };
}

type TallyOf = (leads: readonly Lead[]) => Promise<Tally>;

async function tallyOf(
  rules: readonly SegmentRule[],
  tests: readonly CountTest[],
  isSeen: (lead: Lead) => boolean,
  parts: CountParts,
): Promise<TallyOf> {
  const beside = { ...(await besideRules(parts.config)), needs: needsOf(rules), at: parts.clock() };
  return (leads) => tallied(leads.filter(isSeen), rules, tests, beside, parts);
}

async function countPages(leadIds: readonly LeadId[], tally: TallyOf, parts: CountParts): Promise<Tally> {
  const results = await inTurns(piecesOf(leadIds, leadsPerPage), pagesAtOnce, async (page) => tally(await readPage(page, parts)));
  return together(results);
}

type Tally = Omit<Counted, 'rate'>;

/** Null where there are more leads than can be looked at while somebody waits. */
async function countAll(tally: TallyOf, { table, log }: CountParts): Promise<Tally | null> {
  const results: Tally[] = [];
  let next: string | null = null;
  for await (const page of walkLeads(table, { from: null, to: null, before: null }, fewLeads)) {
    for (const key of page.malformed) log.warn('a malformed lead is left out of a count', { key });
    results.push(await tally(page.leads));
    next = page.next;
  }
  return next === null ? together(results) : null;
}

async function readPage(leadIds: readonly LeadId[], parts: CountParts): Promise<Lead[]> {
  return [...(await readUnmergedLeads(parts.table, leadIds, { onMalformed: leftOut(parts.log) })).values()];
}

const leftOut = (log: Log) => (_error: CorruptItemError, key: string) => log.warn('a malformed item is left out of a count', { key });

interface Beside extends Pick<Segments, 'needs' | 'timeZone' | 'products' | 'fields'> {
  readonly at: Date;
}

async function tallied(
  leads: readonly Lead[],
  rules: readonly SegmentRule[],
  tests: readonly CountTest[],
  { at, ...beside }: Beside,
  parts: CountParts,
): Promise<Tally> {
  const all = await gatherAll(leads, beside, parts);
  const fits = all.map((facts) => rules.map((rule) => isIn(rule, facts, at)));
  const hits = tests.map((test) => leads.filter(({ leadId }, place) => test(fits[place] ?? [], leadId)).length);
  return { looked: leads.length, hits };
}

/** Reads the facts of many leads; a count may lag behind what happens by some seconds. */
async function gatherAll(
  leads: readonly Lead[],
  { needs, timeZone, products, fields }: Omit<Beside, 'at'>,
  parts: CountParts,
): Promise<LeadFacts[]> {
  const activity = needs.activity
    ? await readActivity(
        parts.table,
        leads.map(({ leadId }) => leadId),
        leftOut(parts.log),
      )
    : new Map<LeadId, string>();
  return inTurns(leads, 8, async (lead) => {
    const bought = needs.purchases ? await readBought(parts.table, lead, products) : boughtNothing;
    const profile = needs.profile ? await readProfile(parts.table, lead) : null;
    const registrations = needs.registrations ? await readRegistered(parts.table, lead) : new Map<string, readonly string[]>();
    return factsOf(lead, { activeAt: activity.get(lead.leadId), bought, timeZone, fields, profile, registrations });
  });
}

function together(results: readonly Tally[]): Tally {
  const tests = results[0]?.hits.length ?? 0;
  return {
    looked: results.reduce((sum, { looked }) => sum + looked, 0),
    hits: Array.from({ length: tests }, (_, test) => results.reduce((sum, { hits }) => sum + (hits[test] ?? 0), 0)),
  };
}
