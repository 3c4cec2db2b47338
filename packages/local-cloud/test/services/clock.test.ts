import { describe, expect, it } from '@jest/globals';
import { createClock } from '../../clock.ts';

describe('the local clock', () => {
  it('shows the machine time plus what it was advanced', () => {
    const clock = createClock();

    clock.advance(86_400_000);

    expect(clock.now() - Date.now()).toBeGreaterThanOrEqual(86_400_000 - 5);
    expect(new BigInt64Array(clock.offset)[0]).toBe(86_400_000n);
  });

  it('fires overdue timers in due order, and those of one instant in the order they were set', () => {
    const clock = createClock();
    const fired: string[] = [];
    const start = clock.now();
    clock.at(start + 3000, () => fired.push('third'));
    clock.at(start + 1000, () => fired.push('first'));
    clock.at(start + 2000, () => fired.push('second a'));
    clock.at(start + 2000, () => fired.push('second b'));
    clock.at(start + 60_000, () => fired.push('not yet'));

    clock.advance(5000);

    expect(fired).toEqual(['first', 'second a', 'second b', 'third']);
    clock.close();
  });

  it('fires a timer that another timer sets, when that is overdue too', () => {
    const clock = createClock();
    const fired: string[] = [];
    const start = clock.now();
    clock.at(start + 1000, () => clock.at(start + 2000, () => fired.push('inner')));

    clock.advance(5000);

    expect(fired).toEqual(['inner']);
    clock.close();
  });

  it('does not fire a cancelled timer', () => {
    const clock = createClock();
    let count = 0;
    const cancel = clock.at(clock.now() + 1000, () => count++);

    cancel();
    clock.advance(5000);

    expect(count).toBe(0);
    clock.close();
  });

  it('fires in real time without an advance', async () => {
    const clock = createClock();

    await new Promise<void>((resolve) => clock.at(clock.now() + 20, resolve));

    clock.close();
  });

  it('gives one tick for all that were missed in a jump, and goes on', () => {
    const clock = createClock();
    let count = 0;
    clock.every(60_000, () => count++);

    clock.advance(2 * 86_400_000);
    clock.advance(60_000);

    expect(count).toBe(2);
    clock.close();
  });

  it('ticks by a cron pattern in its time zone', () => {
    const clock = createClock();
    let count = 0;
    const nineInVietnam = new Date(clock.now());
    nineInVietnam.setUTCHours(26, 0, 0, 0);
    clock.every({ cron: '0 9 * * *', timeZone: 'Asia/Ho_Chi_Minh' }, () => count++);
    clock.advance(nineInVietnam.getTime() - clock.now() - 120_000);
    const ticks = [count];
    for (let minute = 0; minute < 3; minute += 1) {
      clock.advance(60_000);
      ticks.push(count);
    }

    // One of before, where this runs between midnight and nine.
    expect(ticks.map((tick) => tick - (ticks[0] ?? 0))).toEqual([0, 0, 1, 1]);
    clock.close();
  });

  it('tells its listeners of an advance, and refuses to go back', () => {
    const clock = createClock();
    const heard: number[] = [];
    const stop = clock.onAdvance((byMs) => heard.push(byMs));

    clock.advance(10);
    stop();
    clock.advance(20);

    expect(heard).toEqual([10]);
    expect(() => clock.advance(-1)).toThrow(RangeError);
  });
});
