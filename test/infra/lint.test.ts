import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { synthesisedFolder } from './support/templates.ts';

const run = promisify(execFile);
const isInstalled = (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, 'cfn-lint')));

// cfn-lint is Python; where it is missing, npm test says so and how to get it.
(isInstalled ? describe : describe.skip)('cfn-lint', () => {
  it('finds no errors in the templates', async () => {
    const folder = await synthesisedFolder();
    // Production with every setting has all resources that the others have; the full proof looks at them as well.
    const variants = process.env.PHEU_FULL ? ['full', 'prod', 'dev'] : ['full'];
    const templates = variants.flatMap((variant) => [`${variant}/data`, `${variant}/app`]);

    const found = await lint([...templates, 'full/edge'].map((name) => join(folder, `${name}.template.json`)));

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
