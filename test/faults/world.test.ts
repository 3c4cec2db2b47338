import { describe, expect, it } from '@jest/globals';
import { full, report, seed, size } from '../support/proof.ts';
import { Chain } from './world/chain.ts';
import { makeBuyers, makePosts, type Post, type Visit, visit } from './world/clients.ts';
import { calm, harsh, type Part } from './world/faults.ts';
import { faultsFound, nothing } from './world/findings.ts';

const posts = Number(process.env.PHEU_RUNS ?? size(100, 10_000));
const minuteMs = 60_000;
/** Posts that come at the same moment, so that those of one person race. */
const burst = 10;

/** Posts `all`, one per `gapMs` in bursts of ten at once, and lets the chain come to rest. */
async function play(chain: Chain, all: readonly Post[], gapMs: number) {
  const visits: Visit[] = [];
  let lastAnswerAt = 0;
  for (const [index, post] of all.entries()) {
    chain.time.after(Math.floor(index / burst) * burst * gapMs, () => {
      void visit(chain, post).then((ended) => {
        visits.push(ended);
        lastAnswerAt = chain.time.now;
      });
    });
  }
  await chain.time.run();
  return { visits, lastAnswerAt, ...faultsFound(chain, all, visits) };
}

const postsOf = (chain: Chain, count: number) => makePosts(count, chain.faults.random);

async function playHarsh(runSeed: number, count: number, makeAll: (chain: Chain, count: number) => readonly Post[] = postsOf, gapMs = 20) {
  const chain = new Chain(runSeed, harsh);
  const end = await play(chain, makeAll(chain, count), gapMs);
  const retries = end.visits.reduce((sum, { tries }) => sum + tries - 1, 0);
  const minutes = Math.round((chain.time.now - chain.time.startedAt) / minuteMs);
  return { ...end, counts: { ...chain.faults.counts, 'client retries': retries, minutes } };
}

describe('T1: ten per cent faults at each call to the outside, five per cent double deliveries, in one process', () => {
  it('loses no post and doubles no lead, assignment or welcome', async () => {
    const startedAt = performance.now();
    const { visits, found, figures, counts } = await playHarsh(seed, posts);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    report('world faults', { posts, ...counts });
    report('world figures', { ...figures, seconds });

    expect(visits).toHaveLength(posts);
    expect(found).toEqual(nothing);
    expect(Math.min(counts.before, counts.after, counts.delayed, counts.killed, counts.duplicated)).toBeGreaterThan(0);
  });

  it('tells the owner of every lead that became hot, and twice only after a lost answer', async () => {
    const { found, figures, counts } = await playHarsh(seed, size(60, 1_000), (_, count) => makeBuyers(count), 400);
    report('world of buyers', { ...counts, ...figures });

    expect(found).toEqual(nothing);
    expect(figures['hot notices']).toBeGreaterThan(0);
    // A rep hears twice when SES took the first mail and its answer was lost, or the worker died that would have heard it.
    expect(figures['hot notices twice']).toBeLessThanOrEqual(figures['answers of SES lost'] + counts.killed + counts.timedOut);
  });

  it('repeats a run exactly by its seed', async () => {
    const [first, again, other] = [await playHarsh(seed, 20), await playHarsh(seed, 20), await playHarsh(seed + 1, 20)];

    expect(again).toEqual(first);
    expect(other.counts).not.toEqual(first.counts);
  });
});

describe('T3: one submissionId many times at once', () => {
  it('keeps one submission and answers all the same', async () => {
    const copies = size(40, 1_000);
    const chain = new Chain(seed, harsh);
    const [post] = makePosts(1, chain.faults.random);
    if (!post) throw new Error('no post');
    const { visits, found, figures } = await play(
      chain,
      Array.from({ length: copies }, () => post),
      0,
    );

    expect(visits).toHaveLength(copies);
    expect(new Set(visits.map(({ submissionId }) => submissionId))).toEqual(new Set([post.submissionId]));
    expect(found).toEqual(nothing);
    expect(figures.leads).toBe(1);
  });
});

/** Parts and for how many minutes each is gone. */
const outages: readonly (readonly [Part, number])[] = (['table', 'queue', 'bus', 'ses'] as const).flatMap((part) =>
  (full ? [1, 6, 60] : [6]).map((minutes) => [part, minutes] as const),
);

describe('T8: a part is gone and comes back', () => {
  it.each(outages)('%s for %i minutes: nothing is lost, and all is done five minutes after', async (part, minutes) => {
    const count = size(20, 300);
    const chain = new Chain(seed, calm);
    const end = (1 + minutes) * minuteMs;
    chain.faults.breakPart(part, minuteMs, end);
    const all = makePosts(count, chain.faults.random);
    // The last posts come as the part comes back.
    const { visits, lastAnswerAt, found, figures } = await play(chain, all, end / count);
    const recoveredMs = Math.max(lastAnswerAt, chain.lastNewsAt) - chain.time.startedAt - end;
    report(`${part} gone for ${minutes} min`, { posts: count, 'done after seconds': Math.ceil(recoveredMs / 1_000) });

    expect(chain.faults.counts.refusedByOutage).toBeGreaterThan(0);
    expect(visits).toHaveLength(count);
    expect(found).toEqual(nothing);
    expect(figures['welcomes in doubt']).toBe(0);
    expect(recoveredMs).toBeLessThanOrEqual(5 * minuteMs);
  });
});
