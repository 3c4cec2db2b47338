import { describe, expect, it } from '@jest/globals';
import { lineOf } from '../../../shared/config/json-lines.ts';

const text = `[
  { "id": "a", "text": "one }] \\" two", "list": [1,
    2, {"deep": [
      true,
      null
    ]}] },
  {
    "id": "b", "empty": {}, "nothing": [],
    "last": -1.5e3
  }
]`;

describe('the line of a path', () => {
  it.each([
    [[], 1],
    [[0], 2],
    [[0, 'text'], 2],
    [[0, 'list', 1], 3],
    [[0, 'list', 2, 'deep', 0], 4],
    [[0, 'list', 2, 'deep', 1], 5],
    [[1], 7],
    [[1, 'id'], 8],
    [[1, 'nothing'], 8],
    [[1, 'last'], 9],
    [[1, 'missing'], 7],
    [[1, 'nothing', 3], 8],
    [[1, 'last', 'inside'], 9],
    [[7], 1],
  ])('%j is %i', (path, line) => {
    expect(lineOf(text, path)).toBe(line);
  });
});
