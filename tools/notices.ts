import { parseArgs } from 'node:util';
import { resendNotices } from '../shared/mail/index.ts';
import { systemClock } from '../shared/platform/clock.ts';
import { openQueue } from '../shared/platform/queues.ts';
import { openTable } from '../shared/platform/table.ts';

const usage = `npm run notices -- resend --from 2026-11-20T00:00:00Z --to 2026-11-21T00:00:00Z [--dry-run]
  Asks again for every notice to a rep that failed in the span; none that was sent is sent a second time.
  Names come from --table and --notice, else from TABLE_NAME and NOTICE_QUEUE_URL (outputs of the deployment).`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    from: { type: 'string' },
    to: { type: 'string' },
    table: { type: 'string', default: process.env.TABLE_NAME ?? '' },
    notice: { type: 'string', default: process.env.NOTICE_QUEUE_URL ?? '' },
    'dry-run': { type: 'boolean', default: false },
  },
});

const from = Date.parse(values.from ?? '');
const to = Date.parse(values.to ?? '');
const isAsked = positionals.length === 1 && positionals[0] === 'resend';
if (!isAsked || Number.isNaN(from) || Number.isNaN(to) || from > to || !values.table || !values.notice) {
  console.error(usage);
  process.exit(2);
}
const report = await resendNotices(
  { table: openTable(values.table), notice: openQueue(values.notice), clock: systemClock },
  { from: new Date(from).toISOString(), to: new Date(to).toISOString(), dryRun: values['dry-run'] },
);
console.log(
  `${report.found} notices found that reached nobody, ${report.asked} asked for again` +
    `${report.malformed > 0 ? `, ${report.malformed} malformed` : ''}`,
);
process.exit(report.malformed > 0 ? 1 : 0);
