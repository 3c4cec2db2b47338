import { availableParallelism } from 'node:os';
import { liftMailLimits } from '../../test/support/mail-limits.ts';
import { enlargePools } from '../../test/support/many-reps.ts';
import { type Runtime, startRuntime } from '../../test/support/runtime.ts';
import type { Finding, Report, Subject } from '../subject.ts';
import { deployedBundles } from '../support/bundles.ts';
import { toMorning } from '../support/clock.ts';
import { openEndpoints } from '../support/endpoints.ts';
import { type Hop, hopsOf } from '../support/hop-events.ts';
import { childrenCpuMs } from '../support/process-cpu.ts';
import { percentile, sum } from '../support/statistics.ts';
import { figure, table } from '../support/table.ts';
import { type Arrival, arrivals, hopsToNotice } from './arrivals.ts';
import { type PoolBurst, poolBurst } from './pool-burst.ts';

const load = { perSecond: 20, seconds: 30 };
/** What a small machine takes without a queue before it, to tell the way from the waiting. */
const lightLoad = { perSecond: 4, seconds: 15 };
/** So many that none hears of more than ten leads: their notices would come in a digest. */
const repsPerPool = 100;
const burstLeads = 1_000;
const limits = { hops: 3, ownCodeP99: 40, p50: 150, p99: 500, burstSeconds: 10, spread: 1 };
const warmUpLeads = 150;
const measuredLeads = 200;
/** As few as hear of ten of these leads at most: who shares a pool is read and judged with each. */
const ownCodeRepsPerPool = Math.ceil((warmUpLeads + measuredLeads) / 10);

/** P1: from the accepted post to the rep's notice. */
export const latency: Subject = { name: 'latency', title: 'from the 202 to the mails, and a thousand leads into one pool', run };

async function run(): Promise<Report> {
  const own = await ownCode();
  const burst = await inRuntime((runtime) => poolBurst(runtime, burstLeads));
  const steady = await inRuntime(steadyPosts);
  const parts = [reportSteady(steady), reportOwnCode(own), reportBurst(burst)];
  return { findings: parts.flatMap(({ findings }) => findings), details: parts.flatMap(({ details }) => details) };
}

async function inRuntime<Result>(measure: (runtime: Runtime) => Promise<Result>): Promise<Result> {
  const runtime = await startRuntime();
  try {
    await toMorning(runtime);
    await liftMailLimits(runtime);
    return await measure(runtime);
  } finally {
    await runtime.stop();
  }
}

interface Steady {
  readonly hops: readonly string[];
  /** CPU time of the whole local runtime per lead. */
  readonly cpuMs: number;
  readonly light: readonly Arrival[];
  readonly full: readonly Arrival[];
}

async function steadyPosts(runtime: Runtime): Promise<Steady> {
  await enlargePools(runtime, repsPerPool);
  // So that every function has been called before it counts.
  await arrivals(runtime, { perSecond: 10, seconds: 4 });
  const hops = await hopsToNotice(runtime);
  const light = await arrivals(runtime, lightLoad);
  const cpuBefore = childrenCpuMs();
  const full = await arrivals(runtime, load);
  const cpuMs = ((childrenCpuMs() ?? Number.NaN) - (cpuBefore ?? Number.NaN)) / full.length;
  return { hops, cpuMs, light, full };
}

/** CPU time of each hop's process per lead, warm; what the services take is not in it. */
async function ownCode(): Promise<readonly Hop[]> {
  const deployed = await deployedBundles(['capture-form', 'intake-submissions', 'assign-leads', 'send-mail']);
  const endpoints = await openEndpoints(ownCodeRepsPerPool);
  try {
    const hops = await hopsOf(deployed, endpoints.environment, warmUpLeads + measuredLeads);
    return hops.map((hop) => ({ ...hop, run: hop.run.slice(warmUpLeads) }));
  } finally {
    await endpoints.stop();
  }
}

function reportSteady({ hops, cpuMs, light, full }: Steady): Report {
  const notices = full.map(({ noticeMs }) => noticeMs);
  const [p50, p99] = [percentile(notices, 50), percentile(notices, 99)];
  return {
    findings: [
      finding('queue hops to the notice', `${hops.length} (${hops.join(', ')})`, `≤ ${limits.hops}`, hops.length <= limits.hops),
      finding(
        `202 → notice at SES, p50 ms, ${load.perSecond} posts/s for ${load.seconds} s`,
        figure(p50),
        `≤ ${limits.p50}`,
        p50 <= limits.p50,
      ),
      finding('202 → notice at SES, p99 ms', figure(p99), `≤ ${limits.p99}`, p99 <= limits.p99),
    ],
    details: [
      table(
        ['ms', 'p50', 'p95', 'p99', 'most', 'n'],
        [...rowsOf(`${lightLoad.perSecond}/s`, light), ...rowsOf(`${load.perSecond}/s`, full)],
      ),
      `One machine plays browser, gateway, functions and services here. At ${load.perSecond} posts/s the local runtime takes ${figure(cpuMs)} ms of CPU per lead: ` +
        `${figure((cpuMs * load.perSecond) / 1000)} of ${availableParallelism()} cores. Near that, times tell of a queue and not of the way. ` +
        'In AWS the functions run beside each other, and a queue hop takes 16 ms (p50) to 105 ms (p99).',
    ],
  };
}

function reportOwnCode(own: readonly Hop[]): Report {
  const cpuOf = (hop: Hop): number[] => hop.run.map(({ cpuMs }) => cpuMs);
  const allHops = own[0]?.run.map((_, index) => sum(own.map(({ run }) => run[index]?.cpuMs ?? 0))) ?? [];
  const p99 = percentile(allHops, 99);
  return {
    findings: [
      finding(`own code of all ${own.length} hops, warm, p99 of CPU ms`, figure(p99), `≤ ${limits.ownCodeP99}`, p99 <= limits.ownCodeP99),
    ],
    details: [
      table(
        ['own code, CPU ms per lead', 'p50', 'p95', 'p99', 'most', 'n'],
        [...own.map((hop) => row(hop.function, cpuOf(hop))), row('all hops', allHops)],
      ),
    ],
  };
}

function reportBurst(burst: PoolBurst): Report {
  const { leads, fromLastSeconds, spread } = burst;
  return {
    findings: [
      finding(
        `${leads} leads into one pool: last 202 → last owner, s`,
        figure(fromLastSeconds),
        `≤ ${limits.burstSeconds}`,
        fromLastSeconds <= limits.burstSeconds,
      ),
      finding('leads per rep of that pool, most − fewest', String(spread), `≤ ${limits.spread}`, spread <= limits.spread),
    ],
    details: [
      `The burst: this machine, which plays every service as well, took ${figure(burst.postingSeconds)} s to accept ${leads} posts; the last lead had ` +
        `its owner ${figure(burst.fromFirstSeconds)} s after the first was accepted. ${burst.reps} reps share the pool.`,
    ],
  };
}

function finding(what: string, measured: string, limit: string, isMet: boolean): Finding {
  return { goal: 'P1', what, measured, limit, isMet };
}

function row(name: string, values: readonly number[]): string[] {
  return [name, ...[50, 95, 99, 100].map((percent) => figure(percentile(values, percent))), String(values.length)];
}

function rowsOf(rate: string, all: readonly Arrival[]): string[][] {
  const times = {
    'post → 202': 'answeredMs',
    '202 → notice handed to SES': 'noticeMs',
    '202 → welcome handed to SES': 'welcomeMs',
  } as const;
  return Object.entries(times).map(([name, key]) =>
    row(
      `${rate}: ${name}`,
      all.map((arrival) => arrival[key]),
    ),
  );
}
