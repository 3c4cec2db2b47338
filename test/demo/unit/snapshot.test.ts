import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packSnapshot, unpackSnapshot } from '../../../local/demo/snapshot.ts';
import { runs } from '../../support/seeded.ts';

const endMs = Date.parse('2026-11-27T01:30:00.000Z');
const weekMs = 7 * 86_400_000;

/** What the bytes of an item are in a snapshot that is opened some time after its end. */
const opened = (bytes: Uint8Array, afterMs: number): unknown =>
  unpackSnapshot(packSnapshot({ endMs, parameters: {}, items: [{ pk: 'VISITOR#v1', sk: 'SESSION#s1', bytes }] }), endMs + afterMs).items[0]
    ?.bytes;

describe('bytes in a snapshot', () => {
  it.each([
    ['the number 1 and one byte more', [0x33, 0x04, 0x00, 0x07]],
    ['an empty list and the bytes of another mark', [0x8b, 0x8e, 0x05, 0x00, 1, 2, 3, 4]],
    ['an empty text, with a rest', [0x03, 0x00, 0x5a, 0xc3]],
    ['no deflated text', [0xff, 0xff, 0xff, 0xff]],
  ])('stay what they are where they can be read as %s', (_, bytes) => {
    expect(opened(new Uint8Array(bytes), weekMs)).toEqual(new Uint8Array(bytes));
  });

  it('stay what they are, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        expect(opened(bytes, 0)).toEqual(bytes);
      }),
      { numRuns: runs(300, 5_000) },
    );
  });

  it('move with what they tell where they are packed events', () => {
    const packed = (at: string) => new Uint8Array(deflateRawSync(JSON.stringify([{ type: 'page_view', at }]), { level: 9 }));

    expect(opened(packed('2026-11-20T03:00:00.000Z'), weekMs)).toEqual(packed('2026-11-27T03:00:00.000Z'));
  });
});
