import { parseArgs } from 'node:util';
import { rebuildCards } from '../shared/cards/index.ts';
import { openConfigReader } from '../shared/config/index.ts';
import { rebuildFacts } from '../shared/facts/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { PheuError } from '../shared/platform/errors.ts';
import { openTable } from '../shared/platform/table.ts';
import { rebuildFinds } from '../shared/search/index.ts';
import { readDigests } from './identity-key.ts';

const usage = `npm run project -- rebuild
  Computes the cards and seats of all leads anew, the rows by which they are found, and the facts from which reports are made. Safe while everything
  runs, and to run again.
  Names come from --table and --identity-parameter, else from TABLE_NAME and IDENTITY_PARAMETER (outputs of the deployment).`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    table: { type: 'string', default: process.env.TABLE_NAME ?? '' },
    'identity-parameter': { type: 'string', default: process.env.IDENTITY_PARAMETER ?? '' },
  },
});

if (positionals.join(' ') !== 'rebuild' || !values.table || !values['identity-parameter']) {
  console.error(usage);
  process.exit(2);
}
try {
  const table = openTable(values.table);
  const digests = await readDigests(table, values['identity-parameter']);
  const reports = {
    cards: await rebuildCards({ table, clock: systemClock }),
    'rows of search': await rebuildFinds({ table, digests }),
    facts: await rebuildFacts({ table, config: openConfigReader(table, systemClock), clock: systemClock }),
  };
  for (const [what, { leads, written, unchanged, removed, malformed }] of Object.entries(reports)) {
    console.log(
      `${leads} leads: ${what} of ${written} written, of ${unchanged} right, of ${removed} without a lead removed; ${malformed.length} malformed`,
    );
  }
  const malformed = [...new Set(Object.values(reports).flatMap((report) => report.malformed))];
  for (const key of malformed) console.error(`malformed: ${key}`);
  process.exitCode = malformed.length > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof PheuError ? error.message : error);
  process.exitCode = 1;
}
