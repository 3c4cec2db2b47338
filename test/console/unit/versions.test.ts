import { describe, expect, it } from '@jest/globals';
import { watchVersions } from '../../../web/src/console/offline/versions.ts';

/** A page with its clock, as it is shown, put away, and given a worker. */
function page({ isQuiet = true, isOther = false } = {}) {
  let nowMs = 0;
  let isSeen = true;
  let [worker, seen] = [() => {}, () => {}];
  const timers = new Set<{ readonly run: () => void; readonly atMs: number }>();
  const did: string[] = [];
  const state = { isQuiet, isOther };
  const versions = watchVersions({
    look: () => void did.push('look'),
    isOther: async () => state.isOther,
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
    async newWorker({ isOther = true } = {}) {
      state.isOther = isOther;
      worker();
      await settled();
    },
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

/** Lets what was answered be heard. */
const settled = async () => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};
const quarterMs = 15 * 60_000;

describe('a newer version under an open page', () => {
  it('is none where a worker of its own build takes over, is one with that of another build, and none when that is taken back', async () => {
    const { versions, newWorker } = page();
    const told: boolean[] = [];
    versions.onChange(() => told.push(versions.isNewer()));

    await newWorker({ isOther: false });
    expect([versions.isNewer(), told]).toEqual([false, []]);
    await newWorker();
    await newWorker();
    expect([versions.isNewer(), told]).toEqual([true, [true]]);
    await newWorker({ isOther: false });
    expect([versions.isNewer(), told]).toEqual([false, [true, false]]);
  });

  it('is one where its worker took over before anybody heard', async () => {
    const { versions } = page({ isOther: true });

    await settled();

    expect(versions.isNewer()).toBe(true);
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

  it('is taken when the page was put away for half a minute', async () => {
    const { did, newWorker, pass, show } = page();
    await newWorker();
    pass(60_000);
    expect(did).toEqual([]);

    show(false);
    pass(29_000);
    expect(did).toEqual([]);
    pass(1_000);
    expect(did).toEqual(['reload']);
  });

  it('is taken by a page that was put away before it came', async () => {
    const { did, newWorker, pass, show } = page();
    show(false);
    await newWorker();

    pass(30_000);

    expect(did).toEqual(['reload']);
  });

  it('is not taken where somebody came back, or something is open', async () => {
    const { did, newWorker, pass, show, state } = page();
    await newWorker();
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
