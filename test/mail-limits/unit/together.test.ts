import { describe, expect, it } from '@jest/globals';
import { letThrough } from '../../../shared/mail-limits/index.ts';
import { addMs, hoursMs } from '../../../shared/platform/clock.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { digests } from '../../support/digests.ts';
import { noMailLimits } from '../../support/mail-limits.ts';
import { memoryTable } from '../../support/memory-table.ts';

const now = new Date('2026-11-22T03:00:00.000Z');
const proven = { domain: null, isProven: true, isAdvertising: false, wasCounted: false };

function limits() {
  const table = memoryTable();
  return { table, parts: { table, digests, limits: noMailLimits, log: silentLog } };
}

describe('mails to proven addresses that ask at once', () => {
  it('are counted by two writes at most, and each has an ordinal of its own', async () => {
    const { table, parts } = limits();

    const passages = await Promise.all(Array.from({ length: 50 }, () => letThrough(proven, now, parts)));

    expect(table.used.write).toBeLessThanOrEqual(2);
    const ordinals = passages.map((passage) => ('ordinal' in passage ? passage.ordinal : undefined));
    expect(ordinals).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
  });

  it('go on after those before, and after mails to strangers', async () => {
    const { parts } = limits();
    await letThrough(proven, now, parts);
    await letThrough({ ...proven, isProven: false }, now, parts);

    expect(await Promise.all([letThrough(proven, now, parts), letThrough(proven, now, parts)])).toEqual([{ ordinal: 3 }, { ordinal: 4 }]);
  });

  it('are all held back by a pause', async () => {
    const { table, parts } = limits();
    table.seed({ ...keys.strangers, pausedUntil: addMs(now, hoursMs).toISOString() });

    const passages = await Promise.all([letThrough(proven, now, parts), letThrough(proven, now, parts)]);

    expect(passages).toEqual([{ heldBack: 'mailPaused' }, { heldBack: 'mailPaused' }]);
  });

  it('are held back by a pause of advertising where they advertise, and go where they do not, however they ask together', async () => {
    const { table, parts } = limits();
    table.seed({ ...keys.strangers, total: 7, countsAfter: 7, advertisingPausedAt: addMs(now, -hoursMs).toISOString() });

    const passages = await Promise.all(
      [true, false, true, false].map((isAdvertising) => letThrough({ ...proven, isAdvertising }, now, parts)),
    );

    const heldBack = { heldBack: 'advertisingPaused' };
    expect(passages).toEqual([heldBack, { ordinal: 8 }, heldBack, { ordinal: 9 }]);
  });

  it('all hear of a table that answers nobody, and the next is counted', async () => {
    const { table, parts } = limits();
    let fails = true;
    const failing = {
      ...parts,
      table: {
        ...table,
        update: (input: Parameters<typeof table.update>[0]) => (fails ? Promise.reject(new Error('no table')) : table.update(input)),
      },
    };

    const failed = await Promise.allSettled([letThrough(proven, now, failing), letThrough(proven, now, failing)]);
    fails = false;

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await letThrough(proven, now, failing)).toEqual({ ordinal: 1 });
  });
});
