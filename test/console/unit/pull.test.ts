import { expect, it } from '@jest/globals';
import { isFarEnough, pulledBy } from '../../../web/src/console/work/pull.ts';

it.each([
  ['a tap that trembles', { x: 3, y: 8 }, 0, false],
  ['a swipe to the side', { x: 90, y: 60 }, 0, false],
  ['a scroll', { x: 0, y: -200 }, 0, false],
  ['a pull that was not meant', { x: 0, y: 40 }, 40, false],
  ['a pull', { x: 20, y: 120 }, 120, true],
])('%s is told from others', (_, by, px, isEnough) => {
  const pulled = pulledBy({ x: 100, y: 100 }, { x: 100 + by.x, y: 100 + by.y });

  expect([pulled, isFarEnough(pulled)]).toEqual([px, isEnough]);
});
