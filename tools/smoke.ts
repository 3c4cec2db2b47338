import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { PheuError } from '../shared/platform/errors.ts';
import { openGivenTable } from './given-table.ts';
import { readDigests } from './identity-key.ts';
import { deleteProbe } from './smoke/clean.ts';
import { makeProbe, postProbe } from './smoke/probe.ts';
import { waitForLead, waitForNotice, waitForOwner, waitForQuiet } from './smoke/watch.ts';

/** How long a mail takes at most from its reading of the lead to its last write, while SES refuses it. */
const secondsToEnd = 5;

const usage = `npm run smoke -- --url https://…
  Proves a deployment: posts a form as a visitor would, waits for the lead, its owner and the notice, then deletes what it made.
  The rep gets one mail that says "Smoke Test"; the post itself comes from SES' mailbox simulator.

  --url URL                  the site (output SiteUrl). Default: SITE_URL
  --table NAME               output TableName. Default: TABLE_NAME
  --identity-parameter NAME  output IdentityParameterName. Default: IDENTITY_PARAMETER_NAME
  --form ID                  Default: contact
  --seconds N                how long each step may take. Default: 120
  --keep                     deletes nothing
AWS_REGION, AWS_PROFILE and AWS_ENDPOINT_URL are respected, so it runs against npm start as well (local/README.md).`;

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: process.env.SITE_URL ?? '' },
    table: { type: 'string', default: process.env.TABLE_NAME ?? '' },
    'identity-parameter': { type: 'string', default: process.env.IDENTITY_PARAMETER_NAME ?? '' },
    form: { type: 'string', default: 'contact' },
    seconds: { type: 'string', default: '120' },
    keep: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  const startedAt = Date.now();
  const say = (step: string, what: string) => console.log(`${step.padEnd(8)} ${what} (${((Date.now() - startedAt) / 1_000).toFixed(1)} s)`);
  const table = openGivenTable(values.table);
  const digests = await readDigests(table, values['identity-parameter']);
  const patience = { timeoutMs: Number(values.seconds) * 1_000, intervalMs: 500 };
  const probe = makeProbe(values.form);
  let isQuiet = false;
  try {
    await postProbe(probe, values.url);
    say('posted', probe.ref.submissionId);
    const leadId = await waitForLead(table, probe.ref, patience);
    say('lead', leadId);
    const owner = await waitForOwner(table, leadId, patience);
    say('owner', `${owner.repId} of ${owner.poolId}`);
    const notice = await waitForNotice(table, leadId, patience);
    say('notice', `${notice.kind}, accepted by SES`);
    await waitForQuiet(table, leadId, patience);
    isQuiet = true;
  } finally {
    // What is on its way when a step fails would write after the deletion what nothing deletes any more.
    if (!isQuiet && !values.keep) await sleep(secondsToEnd * 1_000);
    if (!values.keep) say('deleted', `${await deleteProbe(probe, { table, digests })} items`);
  }
  console.log('The deployment works.');
}

if (!values.url || !values.table || !values['identity-parameter'] || !(Number(values.seconds) > 0)) {
  console.error(usage);
  process.exit(2);
}
try {
  await main();
} catch (error) {
  console.error(error instanceof PheuError ? error.message : error);
  process.exitCode = 1;
}
