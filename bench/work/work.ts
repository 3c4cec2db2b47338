import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { defaultConfig } from '../../config/index.ts';
import { LeadOwner } from '../../shared/leads/index.ts';
import { LeadId, TaskName } from '../../shared/platform/ids.ts';
import type { Item } from '../../shared/platform/table.ts';
import { writeTasks } from '../../shared/tasks/index.ts';
import { sampleLead } from '../../test/support/lead-world/sample.ts';
import { seedLeads } from '../../test/support/lead-world/stored-leads.ts';
import { taskOf } from '../../test/support/tasks.ts';
import type { Report, Subject } from '../subject.ts';
import { deployedBundles } from '../support/bundles.ts';
import { type Endpoints, openEndpoints } from '../support/endpoints.ts';
import { type MeasuredRun, openMeasured } from '../support/measured.ts';
import { percentile, sum } from '../support/statistics.ts';
import { figure, table } from '../support/table.ts';

const leadsOfRep = 2_000;
const warmUps = 300;
const asked = 1_000;
const blocks = 10;
const limits = { p99: 60, readUnits: 6 };
/** DynamoDB takes no more items at once. */
const itemsAWrite = 25;

/** What the list of a rep's work costs whoever opens it every few minutes. */
export const work: Subject = { name: 'work', title: 'first page of the work of a rep with 2,000 leads, warm', run };

async function run(): Promise<Report> {
  const endpoints = await openEndpoints();
  const { fileOf } = await deployedBundles(['read-leads']);
  const user = defaultConfig.users.find(({ repId }) => repId !== undefined);
  if (!user?.repId) throw new Error('no user of the configuration is a rep');
  try {
    await seed(endpoints, itemsOf(user.repId));
    return await measure(endpoints, fileOf('read-leads'), user.email);
  } finally {
    await endpoints.stop();
  }
}

async function measure(endpoints: Endpoints, bundle: string, email: string): Promise<Report> {
  const readLeads = await openMeasured(bundle, endpoints.environment);
  try {
    await readLeads.run(Array<object>(warmUps).fill(eventOf(email, endpoints)));
    await endpoints.counted();
    const calls: MeasuredRun[number][] = [];
    const units: number[] = [];
    for (let block = 0; block < blocks; block += 1) {
      calls.push(...(await readLeads.run(Array<object>(asked / blocks).fill(eventOf(email, endpoints)))));
      units.push(sum(Object.values(await endpoints.counted()).map(({ readUnits }) => readUnits)) / (asked / blocks));
    }
    const other = calls.find(({ status }) => status !== 200);
    if (other) throw new Error(`the work of a rep was answered with ${other.status}`);
    return report(
      calls.map(({ cpuMs }) => cpuMs),
      calls.map(({ wallMs }) => wallMs),
      // In some block the configuration is looked at again, which is half a minute's and no page's.
      percentile(units, 50),
    );
  } finally {
    readLeads.stop();
  }
}

function itemsOf(repId: string): Item[] {
  // By their keys: the timer of the morning digest is one for all tasks of a rep.
  const items = new Map<string, Item>();
  const seedItem = (item: Item) => items.set(`${item.pk} ${item.sk}`, item);
  const now = new Date();
  const owner = LeadOwner.parse({ repId, poolId: 'south', since: now.toISOString(), decisionId: 'D1' });
  const reasons = ['callback', 'hot', 'firstContact', 'planned'] as const;
  for (let index = 0; index < leadsOfRep; index += 1) {
    const leadId = LeadId.parse(`L01K9ZQ3V7N8Q0WJ9F4TE6H${String(index).padStart(4, '0')}`);
    seedLeads({ seed: seedItem }, sampleLead({ leadId, owner }));
    const dueAt = new Date(now.getTime() + (index - leadsOfRep / 2) * 60_000).toISOString();
    const reason = reasons[index % reasons.length] ?? 'planned';
    const task = taskOf({ leadId, ownerRepId: owner.repId, name: TaskName.parse('first-lead-1'), reason, dueAt });
    for (const write of writeTasks([{ before: null, after: task }], now)) if ('Put' in write && write.Put.Item) seedItem(write.Put.Item);
  }
  return [...items.values()];
}

/** Writes items as they lie in the table, past the use cases: how they came there is no part of what is measured. */
async function seed({ environment }: Endpoints, items: readonly Item[]): Promise<void> {
  const { AWS_ENDPOINT_URL = '', AWS_REGION = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', TABLE_NAME = '' } = environment;
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  const client = new DynamoDBClient({ endpoint: AWS_ENDPOINT_URL, region: AWS_REGION, credentials });
  const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  for (let start = 0; start < items.length; start += itemsAWrite) {
    const requests = items.slice(start, start + itemsAWrite).map((Item) => ({ PutRequest: { Item } }));
    await document.send(new BatchWriteCommand({ RequestItems: { [TABLE_NAME]: requests } }));
  }
  client.destroy();
}

const eventOf = (email: string, { environment }: Endpoints) => ({
  routeKey: 'GET /v1/work',
  // As many cards as the console asks for.
  queryStringParameters: { limit: '8' },
  headers: { 'x-pheu-origin': environment.BENCH_ORIGIN_SECRET },
  requestContext: { requestId: 'bench', authorizer: { jwt: { claims: { token_use: 'id', email, email_verified: 'true' } } } },
});

function report(cpuMs: readonly number[], wallMs: readonly number[], readUnits: number): Report {
  const p99 = percentile(cpuMs, 99);
  return {
    findings: [
      {
        goal: '–',
        what: 'GET /v1/work, own code, p99 of CPU ms',
        measured: figure(p99),
        limit: `≤ ${limits.p99}`,
        isMet: p99 <= limits.p99,
      },
      {
        goal: '–',
        what: 'GET /v1/work, RRU',
        measured: figure(readUnits),
        limit: `≤ ${limits.readUnits}`,
        isMet: readUnits <= limits.readUnits,
      },
    ],
    details: [
      table(
        ['ms a page', 'p50', 'p95', 'p99', 'n'],
        [rowOf('CPU of read-leads', cpuMs), rowOf('time, services on the same machine included', wallMs)],
      ),
    ],
  };
}

const rowOf = (name: string, values: readonly number[]) => [
  name,
  ...[50, 95, 99].map((percent) => figure(percentile(values, percent))),
  values.length,
];
