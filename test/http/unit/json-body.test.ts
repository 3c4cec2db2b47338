import { describe, expect, it } from '@jest/globals';
import { readJsonBody } from '../../../shared/platform/http.ts';

const nested = (levels: number, [open, close]: readonly [string, string] = ['[', ']']) => `${open.repeat(levels)}${close.repeat(levels)}`;
const read = (body: string) => readJsonBody({ body }, 10_000_000);

describe('a JSON body', () => {
  it.each([
    ['lists', nested(64)],
    ['brackets in a text', JSON.stringify({ text: `"\\${'['.repeat(100)}` })],
    ['many lists beside each other', `[${Array.from({ length: 200 }, () => '[]').join()}]`],
  ])('is read with %s as deep as documents are', (_, body) => {
    expect(read(body)).toEqual(JSON.parse(body));
  });

  it.each([
    ['lists', nested(65)],
    ['objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['half a million lists', nested(500_000)],
    ['lists that never end', '['.repeat(500_000)],
  ])('is refused with %s that are deeper', (_, body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ status: 400, message: expect.stringContaining('64') }));
  });
});
