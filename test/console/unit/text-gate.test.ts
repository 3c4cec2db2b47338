import { describe, expect, it } from '@jest/globals';
import { createWatch } from '../../../web/src/console/api/index.ts';
import { moveDrafts } from '../../../web/src/console/app/drafts.ts';
import { isFresh, mayOpen, mayWritePlain } from '../../../web/src/console/lead/rules-open.ts';

const gate = (answer: 'allowed' | 'later' | 'refused') => ({ answer, reason: null, from: null, text: null });

describe('a text on the phone', () => {
  it.each([
    ['allowed', 'Chào chị', true],
    ['later', 'Chào chị', false],
    ['refused', 'Chào chị', false],
    ['allowed', ' ', false],
    ['allowed', 'Số của em: 09••••678', false],
  ] as const)('is opened where it is %s and says %j: %s', (answer, text, may) => {
    expect(mayOpen({ gate: gate(answer) }, text)).toBe(may);
  });

  it.each([
    ['all may go', [['service', 'allowed']], true],
    ['it is night', [['service', 'later']], false],
    ['it is night for what advertises', [['advertising', 'later']], false],
    ['the person wants to hear nothing', [['service', 'refused']], false],
    [
      'the person wants no advertising',
      [
        ['service', 'allowed'],
        ['advertising', 'refused'],
      ],
      true,
    ],
    ['there is no script', [], true],
  ] as const)('is written without a script where %s: %s', (_when, scripts, may) => {
    expect(mayWritePlain(scripts.map(([purpose, answer]) => ({ purpose, gate: gate(answer) })))).toBe(may);
  });

  it('counts as asked for less than a minute, from when it was asked and came', async () => {
    let nowMs = 0;
    let isReached = true;
    const watch = createWatch({
      load: () => (isReached ? Promise.resolve({ body: 1 }) : Promise.reject(new Error('away'))),
      isSeen: () => true,
      onWake: () => () => {},
      later: () => () => {},
      nowMs: () => nowMs,
    });
    const before = watch.ageMs();
    await watch.again();
    nowMs = 59_999;
    const within = watch.ageMs();
    isReached = false;
    await watch.again();
    nowMs = 60_000;

    expect([before, within, watch.ageMs()].map(isFresh)).toEqual([false, true, false]);
    isReached = true;
    await watch.again();
    expect(watch.ageMs()).toBe(0);
  });

  it('goes to the lead that its own was merged into', () => {
    const kept = new Map([['pheu:draft:u1:text:L1:sms', '{"script":"goi-nho"}']]);
    const store = {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => void kept.set(name, value),
      removeItem: (name: string) => void kept.delete(name),
    };

    moveDrafts(store, [...kept.keys()], 'u1', 'L1', 'L2');

    expect([...kept.keys()]).toEqual(['pheu:draft:u1:text:L2:sms']);
  });
});
