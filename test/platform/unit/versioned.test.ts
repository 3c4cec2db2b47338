import { describe, expect, it } from '@jest/globals';
import { ConflictError } from '../../../shared/platform/errors.ts';
import { ConditionFailedError, type Item } from '../../../shared/platform/table.ts';
import { maxRounds, untilWritten, versioned } from '../../../shared/platform/versioned.ts';
import { memoryTable } from '../../support/memory-table.ts';

interface Counter {
  readonly id: string;
  readonly version: number;
  readonly count: number;
}

const keyOf = (id: string) => ({ pk: `COUNTER#${id}`, sk: 'COUNT' });
const counters = versioned<Counter>({
  parse: ({ id, version, count }: Item) => ({ id: String(id), version: Number(version), count: Number(count) }),
  toItem: (counter) => ({ ...keyOf(counter.id), ...counter }),
});
const first: Counter = { id: 'a', version: 1, count: 1 };
const counted = (before: Counter): Counter => ({ ...before, version: before.version + 1, count: before.count + 1 });

async function storedFirst() {
  const table = memoryTable();
  await table.put(counters.put(null, first).Put);
  return table;
}

async function readFirst(table: ReturnType<typeof memoryTable>): Promise<Counter> {
  const found = await counters.read(table, keyOf('a'), { consistent: true });
  if (!found) throw new Error('the counter is gone');
  return found;
}

describe('a versioned record', () => {
  it('is made once', async () => {
    const table = await storedFirst();

    await expect(table.put(counters.put(null, first).Put)).rejects.toThrow(ConditionFailedError);
    await expect(table.put(counters.put({ id: 'a', version: 0, count: 0 }, first).Put)).rejects.toThrow(ConditionFailedError);
  });

  it('is changed by one of two who read it at once', async () => {
    const table = await storedFirst();
    const [one, other] = [await readFirst(table), await readFirst(table)];

    await table.put(counters.put(one, counted(one)).Put);

    await expect(table.put(counters.put(other, counted(other)).Put)).rejects.toThrow(ConditionFailedError);
    expect(await readFirst(table)).toEqual({ id: 'a', version: 2, count: 2 });
  });

  it('keeps what another version of the code wrote beside it, and shows it to nobody', async () => {
    const table = await storedFirst();
    table.seed({ ...keyOf('a'), ...first, colour: 'red' });
    const before = await readFirst(table);
    const after = counted(before);

    await table.put(counters.put(before, after).Put);
    await table.put(counters.put(after, counted(after)).Put);

    expect(before).toEqual(first);
    expect(table.all()).toEqual([{ ...keyOf('a'), id: 'a', version: 3, count: 3, colour: 'red' }]);
  });

  it('is not replaced by what was made of a copy', async () => {
    const before = await readFirst(await storedFirst());

    expect(() => counters.put({ ...before }, counted(before))).toThrow(TypeError);
  });

  it('is not replaced by a change that forgot to count its version up', async () => {
    const before = await readFirst(await storedFirst());

    expect(() => counters.put(before, { ...before, count: 9 })).toThrow(TypeError);
  });
});

describe('an attempt to write', () => {
  const conflict = () => new ConditionFailedError([0], new Map());

  it('is made again until nobody was quicker', async () => {
    const rounds: number[] = [];

    const answer = await untilWritten(async (round) => {
      rounds.push(round);
      if (round < 3) throw conflict();
      return 'written';
    });

    expect(answer).toBe('written');
    expect(rounds).toEqual([1, 2, 3]);
  });

  it('is given up after so many rounds, for a later time', async () => {
    let rounds = 0;
    const attempt = untilWritten(async () => {
      rounds += 1;
      throw conflict();
    });

    await expect(attempt).rejects.toMatchObject({ retryable: true, cause: expect.any(ConditionFailedError) });
    await expect(attempt).rejects.toBeInstanceOf(ConflictError);
    expect(rounds).toBe(maxRounds);
  });

  it('is not made again for another failure', async () => {
    let rounds = 0;
    const attempt = untilWritten(async () => {
      rounds += 1;
      throw new RangeError('broken');
    });

    await expect(attempt).rejects.toThrow(RangeError);
    expect(rounds).toBe(1);
  });
});
