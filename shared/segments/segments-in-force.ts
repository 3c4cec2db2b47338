import { companyKind } from '../company/company-config.ts';
import { defaultTimeZone } from '../company/zone-config.ts';
import type { ConfigReader, ConfigSet } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import type { Fields } from '../fields/index.ts';
import type { SegmentId } from '../platform/ids.ts';
import { type ProductConfig, productKind } from '../products/product-config.ts';
import {
  activityConditions,
  type Conditions,
  partsOf,
  profileConditions,
  purchaseConditions,
  registrationConditions,
  type SegmentRule,
} from './rule-config.ts';
import { type SegmentConfig, segmentKind } from './segment-config.ts';

/** Segments of one numbered version, with what their rules ask for. */
export interface Segments {
  readonly version: number;
  readonly all: ReadonlyMap<string, SegmentConfig>;
  /** Those that have a rule. */
  readonly rules: ReadonlyMap<SegmentId, SegmentRule>;
  readonly needs: Needs;
  /** Of the company: dates of rules are read in it. */
  readonly timeZone: string;
  /** That the company has declared: by them answers are read. */
  readonly fields: Fields;
  /** By which orders name what was bought. */
  readonly products: ReadonlyMap<string, ProductConfig>;
}

type RuleSet = Omit<Segments, 'timeZone' | 'products' | 'fields'>;

/** What rules ask for beside the record of a lead: each is a read. */
export interface Needs {
  readonly activity: boolean;
  readonly purchases: boolean;
  readonly profile: boolean;
  readonly registrations: boolean;
}

/** Known by the documents that they came from, which stay the same as long as nothing is published. */
const known = new WeakMap<object, RuleSet>();

/** Reads the segments in force. */
export async function segmentsInForce(config: ConfigReader): Promise<Segments> {
  const [segments, beside] = await Promise.all([config.current(segmentKind), besideRules(config)]);
  const found = known.get(segments.documents) ?? rulesOf(segments);
  known.set(segments.documents, found);
  return { ...found, ...beside };
}

/** Reads by what rules are read: the zone of their dates, the products that orders name, and declared fields. */
export async function besideRules(config: ConfigReader): Promise<Pick<Segments, 'timeZone' | 'products' | 'fields'>> {
  const [companies, products, fields] = await Promise.all([
    config.current(companyKind),
    config.current(productKind),
    config.current(fieldKind),
  ]);
  const timeZone = companies.documents.get('company')?.timeZone ?? defaultTimeZone;
  return { timeZone, products: products.documents, fields: fields.documents };
}

function rulesOf({ version, documents }: ConfigSet<SegmentConfig>): RuleSet {
  const rules = new Map([...documents.values()].flatMap(({ id, rule }) => (rule ? [[id, rule] as const] : [])));
  return { version, all: documents, rules, needs: needsOf([...rules.values()]) };
}

/** Tells what rules ask for beside the record of a lead. */
export function needsOf(rules: readonly SegmentRule[]): Needs {
  const parts = rules.flatMap((rule) => [...partsOf(rule)].map((part) => part.rule));
  const askAny = (names: readonly (keyof Conditions)[]) => parts.some((part) => names.some((name) => part[name] !== undefined));
  return {
    activity: askAny(activityConditions),
    purchases: askAny(purchaseConditions),
    profile: askAny(profileConditions),
    registrations: askAny(registrationConditions),
  };
}
