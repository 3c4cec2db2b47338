import { parseArgs } from 'node:util';
import { rebuildCards } from '../shared/cards/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { PheuError } from '../shared/platform/errors.ts';
import { openTable } from '../shared/platform/table.ts';

const usage = `npm run project -- rebuild
  Computes the cards and seats of all leads anew. Safe while everything runs, and to run again.
  The name of the table comes from --table, else from TABLE_NAME (output of the deployment).`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { table: { type: 'string', default: process.env.TABLE_NAME ?? '' } },
});

if (positionals.join(' ') !== 'rebuild' || !values.table) {
  console.error(usage);
  process.exit(2);
}
try {
  const { leads, written, unchanged, removed, malformed } = await rebuildCards({ table: openTable(values.table), clock: systemClock });
  console.log(
    `${leads} leads: ${written} cards written, ${unchanged} were right, ${removed} without a lead removed; ${malformed.length} malformed`,
  );
  for (const key of malformed) console.error(`malformed: ${key}`);
  process.exitCode = malformed.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof PheuError ? error.message : error);
  process.exitCode = 1;
}
