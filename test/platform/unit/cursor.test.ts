import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Asked, openCursors } from '../../../shared/platform/cursor.ts';
import { ConfigurationError, InvalidInputError } from '../../../shared/platform/errors.ts';
import { deriveSecret } from '../../../shared/platform/secrets.ts';
import { runs, seed } from '../../support/seeded.ts';

const keyOf = (master: string) => deriveSecret(master, 'cursor');
const cursors = openCursors([keyOf('current')]);
const place = '2026-11-22T03:00:00.000Z#L01ARZ3NDEKTSV4RRFFQ69G5FAV';
const asked: Asked = { userId: 'lan', route: 'GET /v1/leads', query: { stage: 'lead', q: 'hường', limit: 25 } };

function refusalOf(open: () => unknown) {
  try {
    return open();
  } catch (error) {
    return error instanceof InvalidInputError ? [error.status, error.faults] : error;
  }
}
const refused = [422, [{ path: 'cursor', message: expect.stringContaining('start again without cursor') }]];

describe('a cursor', () => {
  it('opens for who asked, with another limit and the parameters in another order', () => {
    const cursor = cursors.seal(place, asked);

    expect(cursors.open(cursor, { ...asked, query: { limit: 100, q: 'hường', cursor, stage: 'lead' } })).toBe(place);
  });

  it.each<[string, Asked]>([
    ['another user', { ...asked, userId: 'anh' }],
    ['another route', { ...asked, route: 'GET /v1/leads/L1/timeline' }],
    ['another value', { ...asked, query: { ...asked.query, stage: 'mql' } }],
    ['a filter less', { ...asked, query: { stage: 'lead' } }],
    ['a filter more', { ...asked, query: { ...asked.query, temperature: 'hot' } }],
    ['a deep difference', { ...asked, query: { ...asked.query, config: { hot: 1 } } }],
  ])('does not open for %s', (_name, other) => {
    const cursor = cursors.seal(place, asked);

    expect(refusalOf(() => cursors.open(cursor, other))).toEqual(refused);
  });

  it('opens after an exchange of secrets and not after two, nor in another deployment', () => {
    const cursor = cursors.seal(place, asked);
    const exchanged = openCursors([keyOf('next'), keyOf('current')]);
    const retired = openCursors([keyOf('after next'), keyOf('next')]);

    expect(exchanged.open(cursor, asked)).toBe(place);
    expect(exchanged.open(exchanged.seal(place, asked), asked)).toBe(place);
    expect(refusalOf(() => cursors.open(exchanged.seal(place, asked), asked))).toEqual(refused);
    expect(refusalOf(() => retired.open(cursor, asked))).toEqual(refused);
  });

  it('does not open when any of its characters was changed, left out or added', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ .';
    await fc.assert(
      fc.property(
        fc.nat({ max: 200 }),
        fc.constantFrom(...alphabet, ''),
        fc.constantFrom(0, 1),
        fc.constantFrom('', '#', 'é'),
        (at, instead, removed, tail) => {
          const cursor = cursors.seal(place, asked);
          const index = at % cursor.length;
          const changed = cursor.slice(0, index) + instead + cursor.slice(index + removed) + tail;
          if (changed === cursor) return;
          expect(refusalOf(() => cursors.open(changed, asked))).toEqual(refused);
        },
      ),
      { numRuns: runs(500, 20_000), seed },
    );
  });

  it.each(['', '#', 'zzz', place, Buffer.from(place).toString('base64url'), 'A'.repeat(38)])('that was made up is refused: %j', (text) => {
    expect(refusalOf(() => cursors.open(text, asked))).toEqual(refused);
  });

  it('is the same text for the same page, and has nothing in common with that of another user', () => {
    const [one, again, theirs] = [asked, asked, { ...asked, userId: 'anh' }].map((who) => cursors.seal(place, who));

    expect(again).toBe(one);
    expect([...(theirs ?? '')].filter((character, index) => character === one?.[index]).length).toBeLessThan(20);
  });

  it('shows nothing of the row it holds', () => {
    const [near, far] = [cursors.seal(place, asked), cursors.seal(`1999${place.slice(4)}`, asked)];

    expect(near.length).toBe(far.length);
    for (const text of [near, Buffer.from(near, 'base64url').toString('latin1'), Buffer.from(near, 'base64url').toString('utf8')]) {
      expect(text).not.toMatch(/2026|03:00|L01ARZ/);
    }
  });
});

describe('the keys of cursors', () => {
  it.each([[[]], [['short']], [[keyOf('current'), '']]])('are refused unless each has 256 bits: %j', (keys) => {
    expect(() => openCursors(keys)).toThrow(ConfigurationError);
  });
});
