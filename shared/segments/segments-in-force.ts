import { companyKind, defaultTimeZone } from '../company/company-config.ts';
import type { ConfigReader, ConfigSet } from '../config/index.ts';
import type { SegmentId } from '../platform/ids.ts';
import { partsOf, type SegmentRule } from './rule-config.ts';
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
}

/** What rules ask for beside the record of a lead: each is a read. */
export interface Needs {
  readonly activity: boolean;
  readonly purchases: boolean;
}

/** Known by the documents that they came from, which stay the same as long as nothing is published. */
const known = new WeakMap<object, Omit<Segments, 'timeZone'>>();

/** Reads the segments in force. */
export async function segmentsInForce(config: ConfigReader): Promise<Segments> {
  const [segments, timeZone] = await Promise.all([config.current(segmentKind), timeZoneOf(config)]);
  const found = known.get(segments.documents) ?? rulesOf(segments);
  known.set(segments.documents, found);
  return { ...found, timeZone };
}

/** Reads the zone in which dates of rules are read. */
export async function timeZoneOf(config: ConfigReader): Promise<string> {
  return (await config.current(companyKind)).documents.get('company')?.timeZone ?? defaultTimeZone;
}

function rulesOf({ version, documents }: ConfigSet<SegmentConfig>): Omit<Segments, 'timeZone'> {
  const rules = new Map([...documents.values()].flatMap(({ id, rule }) => (rule ? [[id, rule] as const] : [])));
  return { version, all: documents, rules, needs: needsOf([...rules.values()]) };
}

/** Tells what rules ask for beside the record of a lead. */
export function needsOf(rules: readonly SegmentRule[]): Needs {
  const parts = rules.flatMap((rule) => [...partsOf(rule)].map((part) => part.rule));
  return {
    activity: parts.some(({ active }) => active !== undefined),
    purchases: parts.some(({ lastPaid, netPaid, bought }) => [lastPaid, netPaid, bought].some((asked) => asked !== undefined)),
  };
}
