import type { Report, Subject } from '../subject.ts';
import { isConfiguration, type Journeys, type MeasuredCall, walkJourneys } from '../support/journeys.ts';
import { sum } from '../support/statistics.ts';
import { figure, table } from '../support/table.ts';
import type { AccessPattern } from './access-pattern.ts';
import { accessPatterns } from './access-patterns.ts';

/** The table that docs/architecture.md shows: each access pattern with its measured cost. */
export const patterns: Subject = { name: 'patterns', title: 'access patterns and their measured cost', run };

async function run(): Promise<Report> {
  const journeys = await walkJourneys();
  const calls = allCalls(journeys);
  const missing = accessPatterns.filter((pattern) => unitsOf(pattern, journeys, calls) === undefined).map(({ pattern }) => pattern);
  const unknown = new Set(calls.filter((call) => !accessPatterns.some((pattern) => isOf(call, pattern))).map(describe));
  return {
    findings: [
      {
        goal: '–',
        what: 'patterns without a measured call; calls without a pattern',
        measured: `${missing.length}; ${unknown.size}`,
        limit: '0; 0',
        isMet: missing.length === 0 && unknown.size === 0,
      },
    ],
    details: [
      table(
        ['pattern', 'key condition', 'consistency', 'WRU', 'RRU', 'who'],
        accessPatterns.map((pattern) => {
          const { write, read } = unitsOf(pattern, journeys, calls) ?? { write: '–', read: '–' };
          return [pattern.pattern, pattern.key, pattern.consistency, write, read, pattern.function === '*' ? 'all' : pattern.function];
        }),
      ),
      'Units of one call, or of one request, with the index entries; a range where calls differ. Each lead that a list shows is half an RRU of it: the lead and its score by one query.',
      ...(missing.length > 0 ? [`Not met in any journey: ${missing.join('; ')}.`] : []),
      ...(unknown.size > 0 ? [`Calls that no pattern describes: ${[...unknown].join('; ')}.`] : []),
    ],
  };
}

/** Requests are left out: they are counted whole. */
function allCalls({
  first,
  created,
  repeated,
  changed,
  later,
  linked,
  landline,
  held,
  published,
  nurtured,
  followedUp,
}: Journeys): MeasuredCall[] {
  // What else falls due in the time before it is not of that repeat.
  const moved = { calls: later.calls.filter((call) => call.function === 'project-changes') };
  // What publishing itself writes is counted with its route's own pattern.
  const looked = { calls: published.calls.filter((call) => call.kinds === 'SEQUENCES') };
  return [first, ...created, repeated, changed, moved, linked, landline, held, looked, nurtured, followedUp]
    .flatMap(({ calls }) => calls)
    .filter(({ service, refused }) => service === 'dynamodb' && !refused);
}

function isOf(call: MeasuredCall, pattern: AccessPattern): boolean {
  return (
    pattern.request === undefined &&
    (pattern.function === '*' || pattern.function === call.function) &&
    pattern.operations.includes(call.operation) &&
    pattern.kinds === call.kinds &&
    (pattern.read === undefined || pattern.read === call.read) &&
    (pattern.write === undefined || pattern.write === call.write)
  );
}

function unitsOf(pattern: AccessPattern, journeys: Journeys, calls: readonly MeasuredCall[]): { write: string; read: string } | undefined {
  const request = [...journeys.reads, ...journeys.acts].find(({ name }) => name === pattern.request);
  if (request) {
    const own = request.calls.filter((call) => !isConfiguration(call.kinds) && call.function === pattern.function);
    return { write: figure(sum(own.map(({ write }) => write))), read: figure(sum(own.map(({ read }) => read))) };
  }
  const own = calls.filter((call) => isOf(call, pattern));
  if (own.length === 0) return undefined;
  return { write: rangeOf(own.map(({ write }) => write)), read: rangeOf(own.map(({ read }) => read)) };
}

function rangeOf(values: readonly number[]): string {
  const [low, high] = [Math.min(...values), Math.max(...values)].map(figure);
  return low === high ? `${low}` : `${low}–${high}`;
}

function describe(call: MeasuredCall): string {
  return `${call.function} ${call.operation} ${call.kinds}`.trim();
}
