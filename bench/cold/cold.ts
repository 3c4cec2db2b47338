import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type FunctionName, functionNames, onlyWhenAsked } from '../../infra/function-names.ts';
import type { Report, Subject } from '../subject.ts';
import { assemblyDir } from '../support/assembly.ts';
import { type Bundles, defaultBundles, deployedBundles } from '../support/bundles.ts';
import { memoryMbOf } from '../support/deployed-function.ts';
import { openEndpoints } from '../support/endpoints.ts';
import { type FirstEvents, firstEvents } from '../support/hop-events.ts';
import { pairRatios, spreadOf, sum } from '../support/statistics.ts';
import { figure, spreadText, table } from '../support/table.ts';
import { allowedClients, carriedClients } from './carried-clients.ts';
import { chainMs, type Link } from './chain.ts';
import { atMemory, type ColdStart, coldStart } from './measure-cold.ts';

/** Those of a deployment without a firewall. */
const measured = functionNames.filter((name) => !onlyWhenAsked.includes(name));

const limit = 0.75;
/** What stands between a post and the first notice of the day when nothing is warm. */
const chain = ['capture-form', 'intake-submissions', 'assign-leads', 'send-mail'] as const;
const runs = 7;
/** The one that somebody waits for gets a larger sample. */
const captureRuns = 15;

/** P3: bundle sizes, and loading plus first call of every function against the same function built with esbuild's defaults. */
export const cold: Subject = { name: 'cold', title: 'bundles, and loading plus first call in a new process', run };

interface Pair {
  readonly ours: readonly ColdStart[];
  readonly theirs: readonly ColdStart[];
}

async function run(): Promise<Report> {
  const assembly = await assemblyDir();
  const deployed = await deployedBundles(measured);
  const defaults = await defaultBundles(measured);
  const endpoints = await openEndpoints();
  const folder = mkdtempSync(join(tmpdir(), 'pheu-bench-'));
  const pairs = new Map<FunctionName, Pair>();
  const failures: string[] = [];
  try {
    const events = await firstEvents(deployed, endpoints.environment, 2 * captureRuns);
    for (const name of measured) {
      try {
        const pair = await measure(name, { deployed, defaults, events, folder, environment: endpoints.environment });
        if (pair) pairs.set(name, pair);
      } catch (error) {
        failures.push(`${name}: ${error instanceof Error ? error.message : 'unknown'}`);
      }
    }
  } finally {
    await endpoints.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  return report(pairs, failures, deployed, defaults, assembly);
}

interface Place {
  readonly deployed: Bundles;
  readonly defaults: Bundles;
  readonly events: FirstEvents;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** Undefined for a function that has no first call outside of a deployment. */
async function measure(name: FunctionName, place: Place): Promise<Pair | undefined> {
  const events = [...(place.events[name] ?? [])];
  if (events.length === 0) return undefined;
  const start = async (bundles: Bundles): Promise<ColdStart> => {
    const eventFile = join(place.folder, 'event.json');
    writeFileSync(eventFile, JSON.stringify(events.shift()));
    return coldStart(bundles.fileOf(name), eventFile, place.environment);
  };
  const ours: ColdStart[] = [];
  const theirs: ColdStart[] = [];
  for (let count = 0; count < (name === 'capture-form' ? captureRuns : runs); count += 1) {
    const inTurn = [async () => ours.push(await start(place.deployed)), async () => theirs.push(await start(place.defaults))];
    for (const one of count % 2 === 0 ? inTurn : inTurn.reverse()) await one();
  }
  return { ours, theirs };
}

function report(
  pairs: ReadonlyMap<FunctionName, Pair>,
  failures: readonly string[],
  deployed: Bundles,
  defaults: Bundles,
  assembly: string,
): Report {
  const ratioOf = ({ ours, theirs }: Pair, timeOf: (start: ColdStart) => number) =>
    spreadOf(pairRatios(ours.map(timeOf), theirs.map(timeOf)));
  const onLambda = (name: FunctionName) => (start: ColdStart) => atMemory(start, memoryMbOf(assembly, name));
  const capture = pairs.get('capture-form');
  const ratio = capture && ratioOf(capture, onLambda('capture-form'));
  const links = chain.flatMap((name) => linkOf(pairs.get(name)?.ours, onLambda(name)));
  const chained = (ms: (links: readonly Link[]) => number) => (links.length === chain.length ? figure(ms(links) / 1_000) : '–');
  const useless = measured.flatMap((name) => {
    const allowed = allowedClients(assembly, name);
    return carriedClients(deployed.metafile, name).flatMap((client) => (allowed.includes(client) ? [] : [`${name}: ${client}`]));
  });
  return {
    findings: [
      {
        goal: 'P3',
        what: 'capture-form: init + first call ÷ built with esbuild defaults, at its memory',
        measured: ratio ? spreadText(ratio) : '–',
        limit: `≤ ${limit}`,
        isMet: ratio && ratio.median <= limit,
      },
      {
        goal: '–',
        what: `first notice of the day: ${chain.length} cold functions one after the other, each at its memory, s`,
        measured: chained((all) => sum(all.map(({ answeredMs }) => answeredMs))),
        limit: '–',
        isMet: undefined,
      },
      {
        goal: '–',
        what: 'the same, those behind intake woken while it loads: a message that comes early waits / has another instance started, s',
        measured: `${chained((all) => chainMs(all, 'waitsForIt'))} / ${chained((all) => chainMs(all, 'startsAnother'))}`,
        limit: '–',
        isMet: undefined,
      },
      { goal: 'P3', what: 'clients bundled but never called', measured: String(useless.length), limit: '0', isMet: useless.length === 0 },
    ],
    details: [
      table(
        ['function', 'KB', 'gzip KB', 'KB by defaults', 'clients carried'],
        measured.map((name) => [
          name,
          kilobytes(readFileSync(deployed.fileOf(name))),
          kilobytes(gzipSync(readFileSync(deployed.fileOf(name)))),
          kilobytes(readFileSync(defaults.fileOf(name))),
          carriedClients(deployed.metafile, name).join(', '),
        ]),
      ),
      table(
        ['function', 'MB', 'by model at its MB, ms', 'init ms', 'init + first call ms', 'by defaults ms', 'ratio', 'ratio of CPU'],
        [...pairs].map(([name, pair]) => [
          name,
          memoryMbOf(assembly, name),
          figure(spreadOf(pair.ours.map(onLambda(name))).median),
          figure(spreadOf(pair.ours.map(({ initMs }) => initMs)).median),
          spreadText(spreadOf(pair.ours.map(({ totalMs }) => totalMs))),
          spreadText(spreadOf(pair.theirs.map(({ totalMs }) => totalMs))),
          spreadText(ratioOf(pair, ({ totalMs }) => totalMs)),
          figure(ratioOf(pair, ({ cpuMs }) => cpuMs).median),
        ]),
      ),
      'By model: loading has a whole CPU, the call the share of the memory. A new process per run, both builds in turn; the start of Node itself is not in it. Functions without a line have no first call here.',
      ...failures.map((failure) => `Not measured, because the first call failed. ${failure}`),
      ...(useless.length > 0 ? [`Carried but not allowed by the function's role: ${useless.join('; ')}.`] : []),
    ],
  };
}

/** The middle of the measured starts, as a link of the chain; none where nothing was measured. */
function linkOf(starts: readonly ColdStart[] | undefined, answeredMs: (start: ColdStart) => number): Link[] {
  if (!starts) return [];
  const wakes = starts.flatMap(({ wakesMs }) => wakesMs ?? []);
  const loadedMs = spreadOf(starts.map(({ initMs }) => initMs)).median;
  return [
    { loadedMs, answeredMs: spreadOf(starts.map(answeredMs)).median, wakesMs: wakes.length > 0 ? spreadOf(wakes).median : undefined },
  ];
}

function kilobytes(bytes: Uint8Array): number {
  return Math.round(bytes.length / 1024);
}
