import { describe, expect, it } from '@jest/globals';
import { watchVersions } from '../../../web/src/console/offline/versions.ts';

/** A page with its clock, as it is shown, put away, and given a worker. */
function page({ hasWorker = true, isQuiet = true } = {}) {
  let nowMs = 0;
  let isSeen = true;
  let [worker, seen] = [() => {}, () => {}];
  const timers = new Set<{ readonly run: () => void; readonly atMs: number }>();
  const did: string[] = [];
  const state = { isQuiet };
  const versions = watchVersions({
    look: () => void did.push('look'),
    hasWorker: () => hasWorker,
    onWorker: (listener) => {
      worker = listener;
    },
    isSeen: () => isSeen,
    onSeen: (listener) => {
      seen = listener;
    },
    isQuiet: () => state.isQuiet,
    reload: () => void did.push('reload'),
    later: (run, ms) => {
      const timer = { run, atMs: nowMs + ms };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    nowMs: () => nowMs,
  });
  return {
    versions,
    did,
    state,
    newWorker: () => worker(),
    show(next: boolean) {
      isSeen = next;
      seen();
    },
    pass(ms: number) {
      nowMs += ms;
      for (const timer of [...timers].filter(({ atMs }) => atMs <= nowMs)) {
        timers.delete(timer);
        timer.run();
      }
    },
  };
}

const quarterMs = 15 * 60_000;

describe('a newer version under an open page', () => {
  it('is none where the page gets its first worker, and is one with the next', () => {
    const { versions, newWorker } = page({ hasWorker: false });
    let told = 0;
    versions.onChange(() => {
      told += 1;
    });

    newWorker();
    expect([versions.isNewer(), told]).toEqual([false, 0]);
    newWorker();
    expect([versions.isNewer(), told]).toEqual([true, 1]);
  });

  it('is looked for every quarter of an hour while the page is seen, and when it is seen again', () => {
    const { did, pass, show } = page();

    pass(quarterMs);
    expect(did).toEqual(['look']);
    show(false);
    pass(3 * quarterMs);
    expect(did).toEqual(['look']);
    show(true);
    expect(did).toEqual(['look', 'look']);
    show(false);
    show(true);
    expect(did).toEqual(['look', 'look']);
  });

  it('is taken when the page was put away for half a minute', () => {
    const { did, newWorker, pass, show } = page();
    newWorker();
    pass(60_000);
    expect(did).toEqual([]);

    show(false);
    pass(29_000);
    expect(did).toEqual([]);
    pass(1_000);
    expect(did).toEqual(['reload']);
  });

  it('is taken by a page that was put away before it came', () => {
    const { did, newWorker, pass, show } = page();
    show(false);
    newWorker();

    pass(30_000);

    expect(did).toEqual(['reload']);
  });

  it('is not taken where somebody came back, or something is open', () => {
    const { did, newWorker, pass, show, state } = page();
    newWorker();
    show(false);
    pass(20_000);
    show(true);
    pass(20_000);
    expect(did).toEqual([]);

    state.isQuiet = false;
    show(false);
    pass(30_000);
    expect(did).toEqual([]);
  });

  it('does not load the page anew where there is nothing newer', () => {
    const { did, pass, show } = page();
    show(false);

    pass(3_600_000);

    expect(did).toEqual([]);
  });
});
