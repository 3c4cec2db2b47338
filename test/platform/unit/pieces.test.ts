import { expect, it } from '@jest/globals';
import { piecesOf } from '../../../shared/platform/pieces.ts';

it('makes pieces that are full but for the last one, and none of nothing', () => {
  expect(piecesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(piecesOf([1, 2], 2)).toEqual([[1, 2]]);
  expect(piecesOf([], 2)).toEqual([]);
});
