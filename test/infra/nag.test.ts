import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { synthesisedFolder } from './support/templates.ts';

const Report = z.object({
  violations: z.array(
    z.object({ ruleName: z.string(), violatingResources: z.array(z.object({ constructPath: z.string().optional() })).optional() }),
  ),
});

describe('cdk-nag AwsSolutions', () => {
  it.each(['dev', 'prod', 'full'] as const)('finds nothing unexplained in %s', async (variant) => {
    const report = Report.parse(JSON.parse(readFileSync(join(await synthesisedFolder(), variant, 'nag.json'), 'utf8')));

    expect(report.violations).toEqual([]);
  });
});
