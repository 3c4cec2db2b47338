import { type Fields, noFields, withFieldsRead } from '../fields/index.ts';
import { mailDomainOf, mailKindOf } from '../identity/rules-mail-kind.ts';
import { withoutContactDetails } from '../identity/text.ts';
import { splitAnswers } from '../leads/answers.ts';
import type { Lead, LeadEvidence, LeadRegion, LeadRouting, TerritoryMatch, Touch } from '../leads/index.ts';
import type { RuleSet, TerritoryRules } from './rules.ts';
import { type Condition, conditionsIn, isMet } from './rules-conditions.ts';
import type { TerritoryAttributes, TerritoryConditions } from './territory-conditions.ts';
import type { TerritoryConfig } from './territory-config.ts';

/** How a match is told to people, per attribute; a match on several is told in the order of the attributes. */
const matches: Readonly<Record<keyof TerritoryAttributes, TerritoryMatch>> = {
  products: 'product',
  provinceCodes: 'province',
  formerCodes: 'formerUnit',
  macroRegions: 'macroRegion',
  languages: 'language',
  channels: 'source',
  sources: 'source',
  utmSources: 'source',
  utmMediums: 'source',
  campaigns: 'campaign',
  companies: 'company',
  accounts: 'account',
  temperatures: 'temperature',
  stages: 'stage',
  answers: 'answer',
};

/** What of a lead tells where it belongs. */
export type RoutableLead = Readonly<Pick<Lead, 'locale' | 'stage' | 'company' | 'extra'>> & {
  /** @default - none is known */
  readonly email?: string | null;
  /** How the person came first; `sourceId` is null where nobody says it. */
  readonly source: { readonly first: Pick<Touch, 'channel' | 'utm'> & { readonly sourceId: string | null } };
  readonly products: readonly string[];
  readonly region: Pick<LeadRegion, 'provinceCode' | 'macroRegion' | 'formerCode'>;
  readonly evidence: Pick<LeadEvidence, 'temperature'>;
};

/** A longer answer is free text. One with a contact detail in it is none either: a rule that could compare it would read numbers digit by digit. */
const longestAnswer = 100;
/** Whoever writes a post chooses how much it says; every decision keeps what is left of it. */
const mostAnswers = 30;

/** Returns what a lead has of each attribute that a territory may name. `fields`: those that are declared, by which its answers are read. */
export function attributesOf(lead: RoutableLead, fields: Fields): TerritoryAttributes {
  const { products, region, locale, source, company, email, evidence, stage, extra } = lead;
  const { channel, sourceId, utm } = source.first;
  return {
    products: [...products],
    provinceCodes: known(region.provinceCode),
    formerCodes: known(region.formerCode),
    macroRegions: known(region.macroRegion),
    languages: [locale],
    channels: [channel],
    sources: known(sourceId),
    utmSources: known(utm.source),
    utmMediums: known(utm.medium),
    campaigns: known(utm.campaign),
    companies: known(company),
    accounts: [...mailDomainsOf(email ?? null), ...taxCodesOf(extra)],
    temperatures: [evidence.temperature],
    stages: [stage],
    answers: answersOf(withFieldsRead(extra, fields)),
  };
}

/** A mailbox that anybody can have is of no company. */
function mailDomainsOf(email: string | null): string[] {
  const kind = email === null ? 'free' : mailKindOf(email);
  return email === null || kind === 'free' || kind === 'disposable' || isFree(email) ? [] : [`@${mailDomainOf(email)}`];
}

/** The desk of many people may be at a provider of free mail as well. */
const isFree = (email: string) => mailKindOf(`x@${mailDomainOf(email)}`) !== 'company';

/** The digits of a tax code, with those of a branch: `0301234567-001`. */
function taxCodesOf({ taxCode = '' }: Lead['extra']): string[] {
  return splitAnswers(taxCode).flatMap((code) => {
    const [, own = '', branch] = /^(\d{10})-?(\d{3})?$/.exec(code.replace(/[\s.]/g, '')) ?? [];
    return own === '' ? [] : branch === undefined ? [own] : [`${own}-${branch}`, own];
  });
}

function answersOf(extra: Lead['extra']): TerritoryAttributes['answers'] {
  const answers = Object.entries(extra).flatMap(([field, text]) => {
    const short = splitAnswers(text).filter((answer) => answer.length <= longestAnswer && withoutContactDetails(answer) === answer);
    return short.length === 0 ? [] : [[field, short] as const];
  });
  return Object.fromEntries(answers.sort(([one], [other]) => (one < other ? -1 : 1)).slice(0, mostAnswers));
}

const known = <Value>(value: Value | null | undefined): Value[] => (value === null || value === undefined ? [] : [value]);

/** Returns the first condition of a territory that a lead does not meet; null: it meets all. */
function unmetCondition(when: TerritoryConditions, attributes: TerritoryAttributes): Condition | null {
  return conditionsIn(when).find((condition) => !isMet(condition, attributes)) ?? null;
}

/** Null: the territory does not fit. */
function match(when: TerritoryConditions, attributes: TerritoryAttributes): TerritoryMatch[] | null {
  if (unmetCondition(when, attributes)) return null;
  const matched = conditionsIn(when).map(({ isExcluded, attribute }) => (isExcluded ? 'exclusion' : matches[attribute]));
  return matched.length > 0 ? [...new Set(matched)] : ['fallback'];
}

/** Sorts territories as they are asked. */
export function inOrder<Territory extends Pick<TerritoryConfig, 'id' | 'order'>>(territories: Iterable<Territory>): Territory[] {
  return [...territories].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
}

/** Chooses the first territory, by order and then id, whose conditions all hold; null only when the rules have no fallback. */
export function chooseTerritory({ documents, version }: RuleSet<TerritoryConfig>, attributes: TerritoryAttributes): LeadRouting | null {
  for (const { id, poolId, repId, when } of inOrder(documents.values())) {
    const matchedBy = match(when, attributes);
    if (matchedBy) return { territoryId: id, poolId, matchedBy, territoriesVersion: version, ...(repId ? { repId } : {}) };
  }
  return null;
}

/** Returns the territory to which a lead belongs by the rules and by what is known of it now, where that is another one than its own; null: it is not. */
export function territoryInstead(lead: RoutableLead & Pick<Lead, 'routing'>, { territories, fields }: TerritoryRules): LeadRouting | null {
  const territory = chooseTerritory(territories, attributesOf(lead, fields ?? noFields));
  return territory === null || lead.routing === null || isSamePlace(territory, lead.routing) ? null : territory;
}

const isSamePlace = (one: LeadRouting, other: LeadRouting) => one.territoryId === other.territoryId && one.poolId === other.poolId;

/** A replay asks for the same rules ten thousand times. */
const askingForAccounts = new WeakMap<object, boolean>();

/** Tells whether some territory asks for named accounts; only then a decision records what tells them beside names. */
export function asksForAccounts(documents: RuleSet<TerritoryConfig>['documents']): boolean {
  const known = askingForAccounts.get(documents);
  if (known !== undefined) return known;
  const asks = [...documents.values()].some(({ when }) => when.accounts !== undefined || when.not?.accounts !== undefined);
  askingForAccounts.set(documents, asks);
  return asks;
}

/** Tells whether a territory has no conditions: it takes what no other does. */
export function isFallback({ when }: Pick<TerritoryConfig, 'when'>): boolean {
  return conditionsIn(when).length === 0;
}

/** Returns the territory without conditions: the last resort for leads that nobody else can take. */
export function fallbackTerritory({ documents }: RuleSet<TerritoryConfig>): TerritoryConfig | null {
  return inOrder(documents.values()).find(isFallback) ?? null;
}
