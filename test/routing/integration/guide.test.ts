import { describe, expect, it } from '@jest/globals';
import { walkGuide } from '../../support/guide.ts';

describe('the guide to routing', () => {
  it('shows what its commands print', async () => {
    const { blocks, shown, printed } = await walkGuide('routing.md');

    expect(printed).toEqual(shown);
    expect(blocks).toBeGreaterThan(12);
  });
});
