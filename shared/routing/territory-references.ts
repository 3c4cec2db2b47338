import type { FormConfig } from '../capture/form-config.ts';
import type { ReferenceFault } from '../config/kind.ts';
import type { FieldConfig } from '../fields/field-config.ts';
import { unaskable, valueFaults } from '../fields/index.ts';
import { productNamed } from '../products/index.ts';
import type { ProductConfig } from '../products/product-config.ts';
import { type MacroRegion, macroRegionOfProvince, provinceCodes, provinceOfFormer } from '../regions/codes.ts';
import { isMember, type PoolConfig } from './pool-config.ts';
import type { RepConfig } from './rep-config.ts';
import { contradictionsIn } from './rules-contradictions.ts';
import { coveredBy, type Places } from './rules-coverage.ts';
import { gapsOf } from './rules-gaps.ts';
import { inOrder, isFallback } from './rules-territory.ts';
import type { Conditions } from './territory-conditions.ts';
import type { TerritoryConfig } from './territory-config.ts';

/** What the conditions of territories may name. */
export interface KnownWords {
  readonly pools: readonly PoolConfig[];
  readonly reps: readonly RepConfig[];
  readonly products: readonly ProductConfig[];
  readonly forms: readonly FormConfig[];
  /** That the company has declared. */
  readonly fields: readonly FieldConfig[];
  /** Province code → part of the country, where the company counts it elsewhere. */
  readonly macroRegions: Readonly<Record<string, MacroRegion>>;
  /** Ids of what tells of people beside forms. */
  readonly sourceNames: readonly string[];
}

/** Where a fault stands in a document, and what it is. */
type Finding = readonly [path: readonly (string | number)[], message: string];

/** Names what no territory may say: what nobody knows, what never holds, what never comes into question. */
export function territoryFaults(territories: readonly TerritoryConfig[], words: KnownWords): ReferenceFault[] {
  const places = placesOf(words);
  const pools = new Map(words.pools.map((pool) => [pool.id, pool]));
  const each = territories.flatMap((territory, index) => {
    const contradictions = contradictionsIn(territory.when, places).map(({ path, message }): Finding => [['when', ...path], message]);
    const findings = [...poolFaults(territory, pools), ...partsOf(territory).flatMap((part) => unknownIn(part, words)), ...contradictions];
    // A territory that never holds is not reached either; once is enough.
    const reached = contradictions.length > 0 ? [] : unreachable(territory, territories, places);
    return [...findings, ...reached].map(([path, message]) => ({ index, path, message }));
  });
  return [...each, ...fallbackFaults(territories)];
}

/** Names what territories may say, though hardly anybody means it. */
export function territoryWarnings(territories: readonly TerritoryConfig[], words: KnownWords): ReferenceFault[] {
  const pools = new Map(words.pools.map((pool) => [pool.id, pool]));
  const active = new Set(words.reps.flatMap((rep) => (rep.active ? [rep.id] : [])));
  const each = territories.flatMap((territory, index) => {
    const pool = pools.get(territory.poolId);
    const isIdle = pool && pool.members.length > 0 && !pool.members.some(({ repId }) => active.has(repId));
    const idle: Finding[] = isIdle ? [[['poolId'], `leads come here, but nobody of the pool ${pool.id} is active`]] : [];
    const unsure = partsOf(territory).flatMap((part) => unknownSources(part, words));
    return [...idle, ...unsure].map(([path, message]) => ({ index, path, message }));
  });
  const fallback = territories.findIndex(isFallback);
  const products = words.products.map(({ id }) => String(id));
  const gaps = gapsOf(territories, { products, places: placesOf(words) });
  return [...each, ...gaps.map((message) => ({ index: Math.max(0, fallback), path: ['when'], message }))];
}

function placesOf({ macroRegions }: KnownWords): Places {
  return {
    macroRegions: new Map([...macroRegionOfProvince].map(([code, region]) => [code, macroRegions[code] ?? region])),
    provinceOfFormer,
  };
}

interface Part {
  readonly path: readonly string[];
  readonly conditions: Conditions;
}

function partsOf({ when: { not, ...when } }: TerritoryConfig): Part[] {
  return [{ path: ['when'], conditions: when }, ...(not ? [{ path: ['when', 'not'], conditions: not }] : [])];
}

function poolFaults({ poolId, repId }: TerritoryConfig, pools: ReadonlyMap<string, PoolConfig>): Finding[] {
  const pool = pools.get(poolId);
  if (!pool) return [[['poolId'], `there is no pool ${poolId}`]];
  if (pool.members.length === 0) return [[['poolId'], `leads come here, but the pool ${poolId} is empty`]];
  const isOfPool = repId === undefined || isMember(pool, repId);
  return isOfPool ? [] : [[['repId'], `${repId} is no rep of the pool ${poolId}: what the rep gets counts there`]];
}

function unknownIn({ path, conditions }: Part, { products, forms, fields }: KnownWords): Finding[] {
  const known = new Map(products.map((product) => [product.id as string, product]));
  const offered = new Set(
    forms
      .flatMap(({ fields }) => fields.flatMap(({ name, options = [] }) => (name === 'product' ? options : [])))
      .map(({ value }) => value),
  );
  const asked = new Set(forms.flatMap(({ fields }) => fields.map(({ name }) => name)).filter((name) => !ownPlace.has(name)));
  const productFault = (word: string): string | null => {
    // Leads have the id of what they ask about, so that another word for it would match nobody.
    const named = productNamed(word, known);
    if (named) return named.id === word ? null : `write the id of the product: ${named.id}`;
    return offered.has(word) ? null : `there is no product ${word}, and no form offers it`;
  };
  const answerFault = (name: string): string | null => {
    const attribute = ownPlace.get(name);
    if (attribute !== undefined)
      return attribute === '' ? `${name} says nothing of where a lead belongs` : `write \`${attribute}\` instead`;
    const isKnown = asked.has(name) || fields.some(({ id }) => id === name);
    return isKnown ? unaskable(name, fields) : `no form asks for ${name}, and no field has that name`;
  };
  const listed = (attribute: keyof Conditions, words: readonly string[] = [], faultOf: (word: string) => string | null): Finding[] =>
    words.flatMap((word, place): Finding[] => {
      const message = faultOf(word);
      return message === null ? [] : [[[...path, attribute, place], message]];
    });
  return [
    ...listed('products', conditions.products, productFault),
    ...listed('provinceCodes', conditions.provinceCodes, (code) =>
      provinceCodes.has(code) ? null : `${code} is no code of the 34 provinces`,
    ),
    ...listed('formerCodes', conditions.formerCodes, (code) =>
      provinceOfFormer.has(code) ? null : `${code} is no code of the 63 units before 1 July 2025`,
    ),
    ...Object.keys(conditions.answers ?? {}).flatMap((name): Finding[] => {
      const message = answerFault(name);
      return message === null ? [] : [[[...path, 'answers', name], message]];
    }),
    ...Object.entries(conditions.answers ?? {}).flatMap(([name, { in: wanted = [] }]): Finding[] => {
      const values = wanted.map((value, place) => ({ path: [...path, 'answers', name, 'in', place], value }));
      return valueFaults(name, values, fields).map((one): Finding => [one.path, one.message]);
    }),
  ];
}

/** Fields that are no answers, with what a territory names instead. */
const ownPlace: ReadonlyMap<string, string> = new Map([
  ['province', 'provinceCodes'],
  ['product', 'products'],
  ['company', 'companies'],
  ['taxCode', 'accounts'],
  ...['fullName', 'email', 'phone', 'title', 'message', 'provinceCodeSystem'].map((name): [string, string] => [name, '']),
]);

/** Connectors and users are sources too, and no configuration lists them all. */
function unknownSources({ path, conditions: { sources = [] } }: Part, { forms, sourceNames }: KnownWords): Finding[] {
  const known = new Set([...forms.map(({ id }) => String(id)), ...sourceNames]);
  return sources.flatMap((source, place): Finding[] =>
    source.endsWith('*') || known.has(source) ? [] : [[[...path, 'sources', place], `no form and no named source is called ${source}`]],
  );
}

function unreachable(territory: TerritoryConfig, territories: readonly TerritoryConfig[], places: Places): Finding[] {
  const ordered = inOrder(territories);
  const by = coveredBy(territory.when, ordered.slice(0, ordered.indexOf(territory)), places);
  if (by.length === 0 || (isFallback(territory) && by.some(isFallback))) return [];
  const names = by.map(({ id }) => id).join(', ');
  return [
    [
      ['when'],
      `no lead comes here: ${names}, which ${by.length === 1 ? 'is' : 'are'} asked before, ${by.length === 1 ? 'takes' : 'take'} all of them`,
    ],
  ];
}

function fallbackFaults(territories: readonly TerritoryConfig[]): ReferenceFault[] {
  const fallbacks = territories.filter(isFallback);
  if (territories.length === 0 || fallbacks.length === 1) return [];
  const [, second] = fallbacks;
  const message = `exactly one territory must have no conditions, so that every lead has a pool; there are ${fallbacks.length}`;
  return [{ index: second ? territories.indexOf(second) : 0, path: ['when'], message }];
}
