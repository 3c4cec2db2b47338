import { describe, expect, it } from '@jest/globals';
import { walkGuide } from '../../support/guide.ts';

describe('the guide to sequences', () => {
  it('shows what its commands print', async () => {
    const { blocks, shown, printed } = await walkGuide('nurture.md');

    expect(printed).toEqual(shown);
    expect(blocks).toBeGreaterThan(15);
  });
});
