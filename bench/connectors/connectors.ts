import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { metaSignature } from '../../shared/connectors/meta/signature.ts';
import type { Report, Subject } from '../subject.ts';
import { deployedBundles } from '../support/bundles.ts';
import { type CountedCalls, type Endpoints, openEndpoints } from '../support/endpoints.ts';
import { type MeasuredFunction, openMeasured } from '../support/measured.ts';
import { type Spread, spreadOf, sum } from '../support/statistics.ts';
import { figure, spreadText, table } from '../support/table.ts';

/** Leads of a post; Meta sends a thousand at most. */
const sizes = [1, 100, 1_000] as const;
const posts: Readonly<Record<number, number>> = { 1: 200, 100: 40, 1000: 12 };
const warmUp = 5;
/** What a platform waits. */
const limitMs = 2_000;
/** The memory of receive-inbound, and what it takes to have a whole CPU. */
const [memoryMb, wholeCpuMb] = [1_024, 1_769];
/** Assumed at p99: a transaction of fifty items, and a call of the queue. */
const [transactionMs, queueMs] = [120, 80];
/** Transactions that are under way together, and calls of the queue, which go ten messages at a time. */
const [transactionsAtOnce, leadsTogether] = [20, 25];

/** How long a platform waits that posts many leads: a post is answered when all are on record. */
export const connectorsSubject: Subject = { name: 'connectors', title: 'a post of a platform with many leads', run };

interface Measured {
  readonly leads: number;
  readonly cpuMs: Spread;
  readonly calls: CountedCalls;
  readonly count: number;
}

async function run(): Promise<Report> {
  const endpoints = await openEndpoints();
  const { fileOf } = await deployedBundles(['receive-inbound']);
  const receive = await openMeasured(fileOf('receive-inbound'), endpoints.environment);
  const measured: Measured[] = [];
  try {
    for (const leads of sizes) measured.push(await measure(leads, receive, endpoints));
  } finally {
    receive.stop();
    await endpoints.stop();
  }
  return report(measured);
}

let told = 0;

async function measure(leads: number, receive: MeasuredFunction, endpoints: Endpoints): Promise<Measured> {
  const secret = endpoints.environment.BENCH_APP_SECRET ?? '';
  const post = async (count: number) => {
    const calls = await receive.run(Array.from({ length: count }, () => metaEvent(leads, secret)));
    const other = calls.find(({ status }) => status !== 200);
    if (other) throw new Error(`a post of ${leads} leads was answered with ${other.status}`);
    return calls;
  };
  await post(warmUp);
  await endpoints.counted();
  const count = posts[leads] ?? 10;
  const calls = await post(count);
  return { leads, cpuMs: spreadOf(calls.map(({ cpuMs }) => cpuMs)), calls: await endpoints.counted(), count };
}

/** What the HTTP API hands over of a delivery of Meta's, each lead another one. */
function metaEvent(leads: number, secret: string): Partial<APIGatewayProxyEventV2> & object {
  const changes = Array.from({ length: leads }, () => {
    told += 1;
    const leadgenId = `9${String(told).padStart(15, '0')}`;
    return {
      field: 'leadgen',
      value: { leadgen_id: leadgenId, page_id: '153125381133', form_id: '987654321098765', ad_id: '0', created_time: 1_795_000_000 },
    };
  });
  const body = JSON.stringify({ object: 'page', entry: [{ id: '153125381133', time: 1_795_000_000, changes }] });
  return {
    routeKey: 'POST /v1/inbound/{connector}',
    pathParameters: { connector: 'bench-meta' },
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': metaSignature(body, secret) },
    requestContext: { requestId: `bench-${told}`, http: { method: 'POST' } } as APIGatewayProxyEventV2['requestContext'],
    isBase64Encoded: false,
    body,
  };
}

/** By model: CPU of the function's share, rounds of transactions, and one call of the queue each way. */
function waitMs({ leads, cpuMs }: Measured): number {
  const rounds = Math.ceil(leads / leadsTogether / transactionsAtOnce);
  return (cpuMs.max * wholeCpuMb) / memoryMb + rounds * transactionMs + queueMs;
}

function report(measured: readonly Measured[]): Report {
  const per = (calls: CountedCalls, read: (one: CountedCalls[string]) => number, count: number) =>
    sum(Object.values(calls).map(read)) / count;
  return {
    findings: measured.map((one) => ({
      goal: '–',
      what: `${one.leads} leads in a post: ms until the answer, CPU as measured at worst, waiting by model`,
      measured: figure(waitMs(one)),
      limit: `≤ ${limitMs}`,
      isMet: waitMs(one) <= limitMs,
    })),
    details: [
      table(
        ['leads', 'CPU ms', 'CPU ms a lead', 'calls', 'WRU', 'WRU a lead'],
        measured.map(({ leads, cpuMs, calls, count }) => [
          String(leads),
          spreadText(cpuMs),
          figure(cpuMs.median / leads),
          figure(per(calls, (one) => one.calls, count)),
          figure(per(calls, (one) => one.writeUnits, count)),
          figure(per(calls, (one) => one.writeUnits, count) / leads),
        ]),
      ),
      `Waiting by model: a transaction of fifty items takes ${transactionMs} ms and a call of the queue ${queueMs} ms at p99 (assumed), ${transactionsAtOnce} transactions at once; ` +
        `${memoryMb} MB have ${figure(memoryMb / wholeCpuMb)} of a CPU.`,
    ],
  };
}
