import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { readStacks } from './support/templates.ts';
import type { Variant } from './support/variants.ts';

const run = promisify(execFile);
const isInstalled = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'cfn-lint')));

// cfn-lint is Python; where it is missing, npm test says so and how to get it.
(isInstalled ? describe : describe.skip)('cfn-lint', () => {
  it('finds no errors in the templates', async () => {
    // Production with every setting has all resources that the others have; the full proof looks at them as well.
    const looked: readonly Variant[] = process.env.PHEU_FULL ? ['full', 'prod', 'dev'] : ['full'];
    const stacks = looked.flatMap((variant) => [readStacks(variant, 'data'), readStacks(variant, 'app')]);
    const templates = await Promise.all([...stacks, readStacks('full', 'edge')]);

    const found = await lint(templates.flatMap(({ files }) => files));

    expect(found).toBe('');
  });
});

/** What it finds, warnings left out: the CDK spells some dependencies twice. */
async function lint(templates: readonly string[]): Promise<string> {
  try {
    await run('cfn-lint', ['--ignore-checks', 'W', '--regions', 'us-east-1', '--template', ...templates]);
    return '';
  } catch (error) {
    return error instanceof Error && 'stdout' in error ? String(error.stdout) : String(error);
  }
}
