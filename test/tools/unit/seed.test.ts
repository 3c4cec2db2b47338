import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { seed } from '../../support/proof.ts';

const root = join(import.meta.dirname, '..', '..', '..');

it('has one seed for the whole run, which properties take that name none', () => {
  const drawn = () => fc.sample(fc.integer(), 20);

  expect(seed).toBe(Number(process.env.PHEU_SEED));
  expect(fc.readConfigureGlobal().seed).toBe(seed);
  expect(drawn()).toEqual(drawn());
});

it('leaves nothing to luck in continuous integration', () => {
  expect(readFileSync(join(root, '.ci', 'run'), 'utf8')).toMatch(/^export PHEU_SEED=\d+$/m);
});
