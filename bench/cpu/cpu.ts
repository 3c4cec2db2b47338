import type { Report, Subject } from '../subject.ts';
import { bareBundle, deployedBundles } from '../support/bundles.ts';
import { openEndpoints } from '../support/endpoints.ts';
import { postEvent } from '../support/http-event.ts';
import { lead, newRun } from '../support/leads.ts';
import { type MeasuredFunction, openMeasured } from '../support/measured.ts';
import { pairRatios, spreadOf, sum } from '../support/statistics.ts';
import { figure, spreadText, table } from '../support/table.ts';

const blocks = 9;
const postsPerBlock = 250;
const warmUpPosts = 1_000;
const limit = 1.6;

/** Milliseconds per post of one block. */
interface Block {
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** P2: what a post costs capture-form, against a handler that only parses, puts and sends. */
export const cpu: Subject = { name: 'cpu', title: 'CPU time of one accepted post, warm', run };

async function run(): Promise<Report> {
  const endpoints = await openEndpoints();
  const { fileOf } = await deployedBundles(['capture-form']);
  const { BENCH_ORIGIN_SECRET = '', ...environment } = endpoints.environment;
  const capture = await openMeasured(fileOf('capture-form'), environment);
  const bare = await openMeasured(await bareBundle('handler'), environment);
  const ours: Block[] = [];
  const theirs: Block[] = [];
  let next = 0;
  const posts = async (measured: MeasuredFunction, count: number): Promise<Block> => {
    const name = newRun();
    const events = Array.from({ length: count }, () => postEvent(lead(name, next), next++, BENCH_ORIGIN_SECRET));
    const calls = await measured.run(events);
    const other = calls.find(({ status }) => status !== 202);
    if (other) throw new Error(`a post was answered with ${other.status}`);
    return { cpuMs: sum(calls.map(({ cpuMs }) => cpuMs)) / count, wallMs: sum(calls.map(({ wallMs }) => wallMs)) / count };
  };
  try {
    for (const measured of [capture, bare]) await posts(measured, warmUpPosts);
    for (let block = 0; block < blocks; block += 1) {
      // Each goes first at every other block: what the one leaves behind in the services must not weigh on the other alone.
      const inTurn = [
        async () => ours.push(await posts(capture, postsPerBlock)),
        async () => theirs.push(await posts(bare, postsPerBlock)),
      ];
      for (const measure of block % 2 === 0 ? inTurn : inTurn.reverse()) await measure();
    }
  } finally {
    capture.stop();
    bare.stop();
    await endpoints.stop();
  }
  return report(ours, theirs);
}

function report(ours: readonly Block[], theirs: readonly Block[]): Report {
  const cpuOf = (all: readonly Block[]): number[] => all.map(({ cpuMs }) => cpuMs);
  const wallOf = (all: readonly Block[]): number[] => all.map(({ wallMs }) => wallMs);
  const ratio = spreadOf(pairRatios(cpuOf(ours), cpuOf(theirs)));
  const rows = [
    ['capture-form', ours],
    ['bare handler', theirs],
  ] as const;
  return {
    findings: [
      {
        goal: 'P2',
        what: 'CPU per post, capture-form ÷ bare handler',
        measured: spreadText(ratio),
        limit: `≤ ${limit}`,
        isMet: ratio.median <= limit,
      },
    ],
    details: [
      table(
        ['one process each', 'CPU ms per post', 'wall ms per post'],
        rows.map(([name, all]) => [name, spreadText(spreadOf(cpuOf(all))), spreadText(spreadOf(wallOf(all)))]),
      ),
      `${blocks} blocks of ${postsPerBlock} posts each, in turn, after ${warmUpPosts} posts of warm-up; what capture-form adds: ` +
        `${figure(spreadOf(cpuOf(ours)).median - spreadOf(cpuOf(theirs)).median)} ms.`,
    ],
  };
}
