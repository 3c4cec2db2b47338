import { parseArgs } from 'node:util';
import { openQueue } from '../shared/platform/queues.ts';
import { openTable } from '../shared/platform/table.ts';
import { openBus, republish } from '../shared/publishing/index.ts';

const usage = `npm run republish -- --from 2026-11-20T00:00:00Z --to 2026-11-21T00:00:00Z [--dry-run]
  Publishes every timeline entry of the span again and sends submissions without an outcome to intake.
  Names come from --table, --bus and --intake, else from TABLE_NAME, BUS_NAME and INTAKE_QUEUE_URL (outputs of the deployment).`;

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    table: { type: 'string', default: process.env.TABLE_NAME ?? '' },
    bus: { type: 'string', default: process.env.BUS_NAME ?? '' },
    intake: { type: 'string', default: process.env.INTAKE_QUEUE_URL ?? '' },
    'dry-run': { type: 'boolean', default: false },
  },
});

const from = Date.parse(values.from ?? '');
const to = Date.parse(values.to ?? '');
if (Number.isNaN(from) || Number.isNaN(to) || from > to || !values.table || !values.bus || !values.intake) {
  console.error(usage);
  process.exit(2);
}
const report = await republish(
  { table: openTable(values.table), bus: openBus(values.bus), intake: openQueue(values.intake) },
  { from: new Date(from).toISOString(), to: new Date(to).toISOString(), dryRun: values['dry-run'] },
);
console.log(
  `${report.entries} entries found, ${report.published} published, ${report.refused} refused, ${report.malformed} malformed; ` +
    `${report.submissionsSent} submissions without an outcome ${values['dry-run'] ? 'found' : 'sent to intake'}`,
);
process.exit(report.refused > 0 ? 1 : 0);
