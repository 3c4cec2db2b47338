import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { addMs, daysMs } from '../../../shared/platform/clock.ts';
import { InvalidInputError } from '../../../shared/platform/errors.ts';
import { jsonResponse } from '../../../shared/platform/http.ts';
import { ConditionFailedError } from '../../../shared/platform/table.ts';
import { keptDays, keyedRequest } from '../../../shared/requests/index.ts';
import { findAnswer, keepAnswer } from '../../../shared/requests/store.ts';
import { digests } from '../../support/digests.ts';
import { itemSize, memoryTable } from '../../support/memory-table.ts';

const now = new Date('2026-11-22T03:00:00.000Z');
const request = keyedRequest({ userId: 'admin', route: 'PUT /v1/config/{kind}', idempotencyKey: 'k', asked: {} }, digests);
if (!request) throw new Error('no request');

describe('an answer that is kept', () => {
  it('takes one item, also where each of as many documents as a kind holds is changed in many places', async () => {
    const paths = Array.from({ length: 20 }, (_, index) => `members[${index}].weight`);
    const changed = Array.from({ length: 2_000 }, () => ({ id: randomBytes(32).toString('hex'), paths }));
    const answer = jsonResponse(200, { kind: 'pools', version: 2, added: [], removed: [], changed }, { etag: '"2"' });
    const table = memoryTable();

    await table.transact([keepAnswer(request, answer, now)]);

    expect(await findAnswer(table, request, now)).toEqual(answer);
    expect(Math.max(...table.all().map(itemSize))).toBeLessThan(200 * 1_024);
  });

  it('is kept once: a second one is refused with all that is written beside it, until the time is over', async () => {
    const answer = jsonResponse(200, {});
    const table = memoryTable();
    const change = { Put: { Item: { pk: 'LEAD#L1', sk: 'LEAD' } } };
    await table.transact([keepAnswer(request, answer, now)]);

    const second = table.transact([change, keepAnswer(request, answer, addMs(now, keptDays * daysMs - 1_000))]);

    await expect(second).rejects.toBeInstanceOf(ConditionFailedError);
    expect(table.all()).toHaveLength(1);
    await table.transact([change, keepAnswer(request, answer, addMs(now, keptDays * daysMs))]);
    expect(table.all()).toHaveLength(2);
  });

  it('is refused before the change where an item would not hold it', () => {
    const answer = jsonResponse(200, { ids: randomBytes(300 * 1_024).toString('base64') });

    expect(() => keepAnswer(request, answer, now)).toThrow(InvalidInputError);
  });
});
