import { parseArgs } from 'node:util';
import { openConfigReader } from '../shared/config/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { PheuError } from '../shared/platform/errors.ts';
import { openQueue } from '../shared/platform/queues.ts';
import { openTable } from '../shared/platform/table.ts';
import { openBus, republish } from '../shared/publishing/index.ts';
import { readDigests } from './identity-key.ts';

const usage = `npm run republish -- --from 2026-11-20T00:00:00Z --to 2026-11-21T00:00:00Z [--dry-run]
  Publishes every timeline entry of the span again and sends submissions without an outcome to intake. Leads are put into
  the sequences that entries of the span begin, and runs looked at that wait for them, as if they were new: keep to the gap.
  Names come from --table, --bus, --intake, --work and --identity-parameter, else from TABLE_NAME, BUS_NAME, INTAKE_QUEUE_URL,
  WORK_QUEUE_URL and IDENTITY_PARAMETER (outputs of the deployment).`;

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    table: { type: 'string', default: process.env.TABLE_NAME ?? '' },
    bus: { type: 'string', default: process.env.BUS_NAME ?? '' },
    intake: { type: 'string', default: process.env.INTAKE_QUEUE_URL ?? '' },
    work: { type: 'string', default: process.env.WORK_QUEUE_URL ?? '' },
    'identity-parameter': { type: 'string', default: process.env.IDENTITY_PARAMETER ?? '' },
    'dry-run': { type: 'boolean', default: false },
  },
});

const from = Date.parse(values.from ?? '');
const to = Date.parse(values.to ?? '');
if (
  Number.isNaN(from) ||
  Number.isNaN(to) ||
  from > to ||
  !values.table ||
  !values.bus ||
  !values.intake ||
  !values.work ||
  !values['identity-parameter']
) {
  console.error(usage);
  process.exit(2);
}
try {
  const table = openTable(values.table);
  const report = await republish(
    {
      table,
      bus: openBus(values.bus),
      intake: openQueue(values.intake),
      work: openQueue(values.work),
      digests: await readDigests(table, values['identity-parameter']),
      config: openConfigReader(table, systemClock),
    },
    { from: new Date(from).toISOString(), to: new Date(to).toISOString(), dryRun: values['dry-run'] },
  );
  console.log(
    `${report.entries} entries found, ${report.published} published, ${report.refused} refused, ${report.malformed} malformed; ` +
      `${report.submissionsSent} submissions without an outcome ${values['dry-run'] ? 'found' : 'sent to intake'}; ` +
      `${report.sequencesAsked} times sequences ${values['dry-run'] ? 'would be asked' : 'were asked'}; ` +
      `of ${report.webhooksAsked} changes endpoints ${values['dry-run'] ? 'would be told' : 'are told'}`,
  );
  process.exitCode = report.refused > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof PheuError ? error.message : error);
  process.exitCode = 1;
}
