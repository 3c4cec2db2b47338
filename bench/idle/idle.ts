import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { idleCost } from '../../infra/idle-cost.ts';
import type { Report, Subject } from '../subject.ts';
import { assemblyDir } from '../support/assembly.ts';
import { figure, table } from '../support/table.ts';

const limitUsd = 4.9;
const Template = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) })),
});

/** P13: what a month without a visitor costs, computed from the templates. */
export const idle: Subject = { name: 'idle', title: 'a month without a visitor', run };

async function run(): Promise<Report> {
  const directory = await assemblyDir();
  const templates = readdirSync(directory)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => Template.parse(JSON.parse(readFileSync(join(directory, file), 'utf8'))));
  const { lines, totalUsd } = idleCost(templates);
  return {
    findings: [
      {
        goal: 'P13',
        what: 'idle month of the default stage, US$',
        measured: totalUsd.toFixed(2),
        limit: `≤ ${limitUsd}`,
        isMet: totalUsd <= limitUsd,
      },
    ],
    details: [
      table(
        ['item', 'quantity', 'unit', 'US$ a month'],
        lines.map((line) => [line.what, figure(line.quantity), line.unit, line.usd.toFixed(4)]),
      ),
      'List prices without any free tier; no noise: it is arithmetic over the templates.',
    ],
  };
}
