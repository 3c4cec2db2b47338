import type { OverlapView } from '../../api/segments/count-view.ts';
import type { OverlapRequest } from '../../api/segments/overlap-segments.ts';
import type { Principal } from '../access/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { type CountParts, type CountTest, countAmong, countLeads, fewLeads } from './count-leads.ts';
import { figureOf, howOf, seenBy } from './count-rules.ts';
import { listMembers } from './list-members.ts';
import type { SegmentRule } from './rule-config.ts';
import type { SegmentConfig } from './segment-config.ts';
import { type Segments, segmentsInForce } from './segments-in-force.ts';

const all: CountTest = () => true;
const fitting: CountTest = ([fits = false]) => fits;

/** Says how many leads two segments have in common. @throws InvalidInputError for a segment that is not there, or a list that is too long to be looked through */
export async function overlapOf({ a, b }: OverlapRequest, principal: Principal, parts: CountParts): Promise<OverlapView> {
  const segments = await segmentsInForce(parts.config);
  const [one, other] = [segmentOf(segments, 'a', a), segmentOf(segments, 'b', b)];
  if (one.rule && other.rule) return ofRules(one.rule, other.rule, principal, parts);
  if (!one.rule) return ofList({ path: 'a', segment: one }, { path: 'b', segment: other }, principal, parts);
  const { inA, inB, ...rest } = await ofList({ path: 'b', segment: other }, { path: 'a', segment: one }, principal, parts);
  return { inA: inB, inB: inA, ...rest };
}

async function ofRules(a: SegmentRule, b: SegmentRule, principal: Principal, parts: CountParts): Promise<OverlapView> {
  const tests: CountTest[] = [([inA = false]) => inA, ([, inB = false]) => inB, ([inA = false, inB = false]) => inA && inB];
  const counted = await countLeads([a, b], tests, seenBy(principal), parts);
  const figure = (place: number) => figureOf(counted, place, principal);
  return { inA: figure(0), inB: figure(1), inBoth: figure(2), ...howOf(counted, principal) };
}

interface Compared {
  readonly path: keyof OverlapRequest;
  readonly segment: SegmentConfig;
}

/** Looks at each lead of a list by hand: a sample would meet hardly any of a short one. */
async function ofList(list: Compared, { path, segment }: Compared, principal: Principal, parts: CountParts): Promise<OverlapView> {
  const isSeen = seenBy(principal);
  const listed = await leadsOf(list, parts);
  const others = segment.rule ? null : new Set(await leadsOf({ path, segment }, parts));
  const rules = segment.rule ? [segment.rule] : [];
  const isInOther: CountTest = others ? (_fits, leadId) => others.has(leadId) : fitting;
  const ofListed = await countAmong(listed, rules, [all, isInOther], isSeen, parts);
  const ofOther = others ? await countAmong([...others], [], [all], isSeen, parts) : await countLeads(rules, [fitting], isSeen, parts);
  const isWhole = { looked: Number.POSITIVE_INFINITY };
  return {
    // Of a whole list nobody is left out.
    inA: figureOf({ ...ofListed, ...isWhole }, 0, principal),
    inB: figureOf(others ? { ...ofOther, ...isWhole } : ofOther, 0, principal),
    inBoth: figureOf(ofListed, 1, principal),
    ...howOf({ ...ofOther, looked: ofListed.looked + ofOther.looked }, principal),
  };
}

async function leadsOf({ path, segment: { id } }: Compared, { table }: CountParts): Promise<LeadId[]> {
  const { members, isFull } = await listMembers(table, id, { to: null, before: null }, fewLeads);
  if (!isFull) return members.map(({ leadId }) => leadId);
  throw refused(path, `the list ${id} has too many leads to be looked through while somebody waits`);
}

function segmentOf({ all: known }: Segments, path: keyof OverlapRequest, id: string): SegmentConfig {
  const segment = known.get(id);
  if (!segment) throw refused(path, `there is no segment ${id}`);
  return segment;
}

const refused = (path: keyof OverlapRequest, message: string) => new InvalidInputError('The two cannot be compared.', [{ path, message }]);
