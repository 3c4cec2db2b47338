import { startRuntime } from '../../test/support/runtime.ts';
import type { Finding, Report, Subject } from '../subject.ts';
import { deployedBundles } from '../support/bundles.ts';
import { toMorning } from '../support/clock.ts';
import { openEndpoints } from '../support/endpoints.ts';
import { type Hop, hopsOf } from '../support/hop-events.ts';
import { percentile, sum } from '../support/statistics.ts';
import { figure, table } from '../support/table.ts';
import { type Arrival, arrivals, hopsToNotice } from './arrivals.ts';
import { type PoolBurst, poolBurst } from './pool-burst.ts';

const load = { perSecond: 20, seconds: 30 };
const burstLeads = 1_000;
const limits = { hops: 3, ownCodeP99: 40, p50: 150, p99: 500, burstSeconds: 10, spread: 1 };
const warmUpLeads = 150;
const measuredLeads = 200;

/** P1: from the accepted post to the rep's notice. */
export const latency: Subject = { name: 'latency', title: 'from the 202 to the mails, and a thousand leads into one pool', run };

async function run(): Promise<Report> {
  const own = await ownCode();
  const burst = await inRuntime((runtime) => poolBurst(runtime, burstLeads));
  const steady = await inRuntime(async (runtime) => {
    // So that every function has been called before it counts.
    await arrivals(runtime, { perSecond: 10, seconds: 4 });
    const hops = await hopsToNotice(runtime);
    await runtime.request('/_local/mail', { method: 'DELETE' });
    return { hops, all: await arrivals(runtime, load) };
  });
  return report(own, burst, steady);
}

async function inRuntime<Result>(measure: (runtime: Awaited<ReturnType<typeof startRuntime>>) => Promise<Result>): Promise<Result> {
  const runtime = await startRuntime();
  try {
    await toMorning(runtime);
    return await measure(runtime);
  } finally {
    await runtime.stop();
  }
}

/** CPU time of each hop's process per lead, warm; what the services take is not in it. */
async function ownCode(): Promise<readonly Hop[]> {
  const deployed = await deployedBundles(['capture-form', 'intake-submissions', 'assign-leads', 'send-mail']);
  const endpoints = await openEndpoints();
  try {
    const hops = await hopsOf(deployed, endpoints.environment, warmUpLeads + measuredLeads);
    return hops.map((hop) => ({ ...hop, run: hop.run.slice(warmUpLeads) }));
  } finally {
    await endpoints.stop();
  }
}

function report(own: readonly Hop[], burst: PoolBurst, steady: { hops: readonly string[]; all: readonly Arrival[] }): Report {
  const cpuOf = (hop: Hop): number[] => hop.run.map(({ cpuMs }) => cpuMs);
  // The slowest per cent of each hop added up: no single lead is as slow at all of them.
  const ownP99 = sum(own.map((hop) => percentile(cpuOf(hop), 99)));
  const notices = steady.all.map(({ noticeMs }) => noticeMs);
  const [p50, p99] = [percentile(notices, 50), percentile(notices, 99)];
  const at = `${load.perSecond} posts/s for ${load.seconds} s`;
  return {
    findings: [
      finding(
        'queue hops to the notice',
        `${steady.hops.length} (${steady.hops.join(', ')})`,
        `≤ ${limits.hops}`,
        steady.hops.length <= limits.hops,
      ),
      finding('own code, warm: sum of each hop’s p99, CPU ms', figure(ownP99), `≤ ${limits.ownCodeP99}`, ownP99 <= limits.ownCodeP99),
      finding(`202 → notice at SES, p50 ms, ${at}`, figure(p50), `≤ ${limits.p50}`, p50 <= limits.p50),
      finding('202 → notice at SES, p99 ms', figure(p99), `≤ ${limits.p99}`, p99 <= limits.p99),
      finding(
        `${burst.leads} leads into one pool: last 202 → last owner, s`,
        figure(burst.fromLastSeconds),
        `≤ ${limits.burstSeconds}`,
        burst.fromLastSeconds <= limits.burstSeconds,
      ),
      finding('leads per rep of that pool, most − fewest', String(burst.spread), `≤ ${limits.spread}`, burst.spread <= limits.spread),
    ],
    details: [
      table(
        ['ms', 'p50', 'p95', 'p99', 'most', 'n'],
        [
          row(
            'post → 202',
            steady.all.map(({ answeredMs }) => answeredMs),
          ),
          row('202 → notice handed to SES', notices),
          row(
            '202 → welcome handed to SES',
            steady.all.map(({ welcomeMs }) => welcomeMs),
          ),
        ],
      ),
      table(
        ['own code, CPU ms per lead', 'p50', 'p95', 'p99', 'most', 'n'],
        own.map((hop) => row(hop.function, cpuOf(hop))),
      ),
      `The burst: ${burst.leads} posts were accepted within ${figure(burst.postingSeconds)} s, all that this machine takes while it plays every service; ` +
        `the last of them had its owner ${figure(burst.fromFirstSeconds)} s after the first was accepted; ${burst.reps} reps.`,
      'One machine plays browser, gateway, functions and services here: the end-to-end figures move with its load, the CPU figures far less. ' +
        'In AWS a queue hop takes 16 ms (p50) to 105 ms (p99).',
    ],
  };
}

function finding(what: string, measured: string, limit: string, isMet: boolean): Finding {
  return { goal: 'P1', what, measured, limit, isMet };
}

function row(name: string, values: readonly number[]): string[] {
  return [name, ...[50, 95, 99, 100].map((percent) => figure(percentile(values, percent))), String(values.length)];
}
