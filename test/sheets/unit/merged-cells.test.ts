import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergesOf } from '../../../shared/sheets/merged-cells.ts';

const first = { column: 1, from: 2, to: 5 };

/** Hands the XML out in pieces of so many bytes, the last size for all that is left. */
async function* inPieces(xml: string, sizes: readonly number[] = []): AsyncGenerator<Uint8Array> {
  let rest = Buffer.from(xml);
  for (const size of sizes) {
    yield rest.subarray(0, size);
    rest = rest.subarray(size);
  }
  yield rest;
}

const sheetWith = (merges: string, text = 'Nguyễn Thị Hường'): string =>
  `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${text}</t></is></c></row></sheetData>${merges}</worksheet>`;

describe('merged cells of a sheet', () => {
  it.each([
    ['as Excel writes them', '<mergeCells count="1"><mergeCell ref="A2:A5"/></mergeCells>'],
    ['with a prefix', '<x:mergeCells><x:mergeCell ref="A2:B5"></x:mergeCell></x:mergeCells>'],
    ['in other quotes, over two lines, behind another attribute', `<mergeCells><mergeCell xr:ref="C1:C9"\n ref = 'A2:A5' /></mergeCells>`],
  ])('are found %s', async (_, merges) => {
    expect(await mergesOf(() => inPieces(sheetWith(merges)))).toEqual([first]);
  });

  it.each([
    ['in one row', '<mergeCell ref="A2:D2"/>'],
    ['of no place', '<mergeCell ref="A2"/><mergeCell/><mergeCell ref=""/>'],
    ['of columns that are not read', '<mergeCell ref="XFD2:XFD5"/>'],
    ['of another name', '<mergeCellish ref="A2:A5"/><unmergeCell ref="A2:A5"/>'],
  ])('are none %s', async (_, merges) => {
    expect(await mergesOf(() => inPieces(sheetWith(merges)))).toEqual([]);
  });

  it('are not found in what a cell says', async () => {
    const text = '&lt;mergeCell ref="A2:A5"/&gt; mergeCell ref="A2:A5"/>';

    expect(await mergesOf(() => inPieces(sheetWith('', text)))).toEqual([]);
  });

  it('are the same however the file comes in pieces', async () => {
    const xml = sheetWith('<mergeCells count="2"><mergeCell ref="A2:A5"/><mergeCell ref="AB10:AC12"/></mergeCells>');

    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 60 }), { maxLength: 20 }), async (sizes) => {
        expect(await mergesOf(() => inPieces(xml, sizes))).toEqual([first, { column: 28, from: 10, to: 12 }]);
      }),
    );
  });
});
