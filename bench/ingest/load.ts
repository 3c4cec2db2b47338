/** Holds any ingest under load and tells what a request costs it; with two of them, what one costs beside the other. */
import { hasProcessTimes, processCpuMs } from '../support/process-cpu.ts';
import { pairRatios, spreadOf } from '../support/statistics.ts';
import { figure, spreadText, table } from '../support/table.ts';
import { type Drive, drive, post } from './drive.ts';
import { type LoadFigures, loadFigures } from './load-figures.ts';
import { type LoadOptions, readLoadOptions, UsageError, usage, type WatchedTarget } from './load-options.ts';
import { untilRest } from './until-rest.ts';

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) return console.log(usage);
  const options = readLoadOptions(args);
  for (const target of options.targets) await tryOnce(target);
  console.log(report(options, await measure(options)));
}

/** Says what is wrong before anything is measured. @throws UsageError */
async function tryOnce({ url, headers, nextBody, pid }: WatchedTarget): Promise<void> {
  const answer = await post({ url, headers }, nextBody()).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ECONNREFUSED')
      throw new UsageError(`nobody listens at ${url.origin}: start the ingest first (ours with npm start)`);
    if (error.code === 'ENOTFOUND') throw new UsageError(`there is no machine called ${url.hostname}`);
    throw new UsageError(`${url.href} does not answer: ${error.message}`);
  });
  if (answer.status < 200 || answer.status > 299) {
    throw new UsageError(`${url.href} refused the first request with ${answer.status}: ${answer.text.slice(0, 300)}`);
  }
  if (pid === undefined || !hasProcessTimes()) return;
  try {
    processCpuMs(pid);
  } catch {
    throw new UsageError(`there is no process ${pid} whose times can be read`);
  }
}

/** In turn, each first at every other round: what slows the machine slows both. */
async function measure({ targets, seconds, connections, rounds }: LoadOptions): Promise<readonly LoadFigures[][]> {
  const figures: LoadFigures[][] = targets.map(() => []);
  const order = [...targets.entries()];
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, target] of round % 2 === 0 ? order : order.toReversed())
      figures[index]?.push(await measureOne(target, seconds, connections));
  }
  return figures;
}

async function measureOne(target: WatchedTarget, seconds: number, connections: number): Promise<LoadFigures> {
  const { pid } = target;
  if (pid === undefined || !hasProcessTimes()) return loadFigures(await driveFor(target, seconds, connections), undefined);
  const before = processCpuMs(pid);
  const run = await driveFor(target, seconds, connections);
  const rest = await untilRest(() => processCpuMs(pid));
  return loadFigures(run, { cpuMs: rest.cpuMs - before, afterSeconds: rest.workedSeconds });
}

const driveFor = (target: WatchedTarget, seconds: number, connections: number): Promise<Drive> =>
  drive(target, connections, (_, elapsedMs) => elapsedMs >= seconds * 1000);

const columns = {
  'answered/s': ({ answeredPerSecond }: LoadFigures) => answeredPerSecond,
  'worked off/s': ({ workedOffPerSecond }: LoadFigures) => workedOffPerSecond ?? Number.NaN,
  'p50 ms': ({ p50Ms }: LoadFigures) => p50Ms,
  'p99 ms': ({ p99Ms }: LoadFigures) => p99Ms,
  'CPU ms per request': ({ cpuMsPerRequest }: LoadFigures) => cpuMsPerRequest ?? Number.NaN,
  refused: ({ refused }: LoadFigures) => refused,
};

function report({ targets, seconds, connections, rounds }: LoadOptions, figures: readonly LoadFigures[][]): string {
  const of = (index: number, column: (run: LoadFigures) => number): number[] => (figures[index] ?? []).map(column);
  const rows = targets.map(({ url }, index) => [url.href, ...Object.values(columns).map((column) => told(of(index, column)))]);
  const ratio =
    targets.length === 2
      ? [['first ÷ other', ...Object.values(columns).map((column) => told(pairRatios(of(0, column), of(1, column))))]]
      : [];
  const isWatched = targets.every(({ pid }) => pid !== undefined);
  return [
    table(['ingest', ...Object.keys(columns)], [...rows, ...ratio]),
    `${rounds} × ${seconds} s over ${connections} connections; medians with (min–max, sample size). CPU time is that of the process and its children, until they are at rest.`,
    ...(hasProcessTimes() ? [] : ['CPU time is not known here: it is read from /proc, which only Linux has.']),
    ...(isWatched ? [] : ['Name the process that takes the requests (--pid) to see its CPU time.']),
  ].join('\n\n');
}

function told(values: readonly number[]): string {
  return values.length === 1 ? figure(values[0] ?? Number.NaN) : values.some(Number.isNaN) ? '–' : spreadText(spreadOf(values));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
