import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { LeadId, VisitorId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { createTable } from '../../shared/platform/table.ts';
import { putIdentity } from '../../shared/tracking/identity-store.ts';
import { itemSize } from '../../test/support/memory-table.ts';
import { assemblyDir } from '../support/assembly.ts';
import { bareBundle, deployedBundles } from '../support/bundles.ts';
import { type DeployedConsumer, deployedConsumer } from '../support/deployed-function.ts';
import { type CountedCalls, type Endpoints, openEndpoints } from '../support/endpoints.ts';
import { openMeasured } from '../support/measured.ts';
import { hasProcessTimes, processCpuMs } from '../support/process-cpu.ts';
import { batchEvent, beaconsOf, type Crowd, visitorIdOf } from './beacons.ts';
import { drive } from './drive.ts';

const blocks = 7;
/** So that in a batch some visits begin, some go on, and the code is compiled. */
const warmUpBatches = 5;
const requestsPerBlock = 400;
const connections = 8;

export const eventsPerBeacon = 10;

/** Batches of beacons through track-visits. */
export interface RunOfBeacons {
  readonly beacons: number;
  readonly counts: CountedCalls;
  /** Per beacon, one entry per batch. */
  readonly cpuMs: readonly number[];
}

export interface IngestRun {
  readonly deployed: DeployedConsumer;
  readonly anonymous: RunOfBeacons;
  /** Of devices on which somebody has said who they are. */
  readonly linked: RunOfBeacons;
  /** One event to a beacon, as trackers send them that gather nothing. */
  readonly single: RunOfBeacons;
  readonly repeated: RunOfBeacons;
  /** Per request of the bare server, one entry per block; empty where CPU time is not known. */
  readonly bareCpuMs: readonly number[];
  readonly bodyBytes: number;
  /** Bytes of items per beacon. */
  readonly storedBytes: number;
  readonly roundTripsPerBatch: number;
}

/** Sends beacons of two crowds through track-visits as it is deployed, and the same through a bare server, in turn. */
export async function measureIngest(): Promise<IngestRun> {
  const deployed = deployedConsumer(await assemblyDir(), 'track-visits');
  const { fileOf } = await deployedBundles(['track-visits']);
  const endpoints = await openEndpoints();
  const tracking = await openMeasured(fileOf('track-visits'), endpoints.environment);
  const bare = await openBareServer(endpoints.environment);
  const began = { visitors: deployed.batchSize, eventsPerBeacon, beganMs: Date.now() - 3_600_000 };
  const anonymous: Crowd = { name: 'a', ...began };
  const linked: Crowd = { name: 'b', ...began };
  const single: Crowd = { name: 'c', ...began, eventsPerBeacon: 1 };
  const take = async (crowd: Crowd, batch: number): Promise<RunOfBeacons> => {
    await endpoints.counted();
    const [call] = await tracking.run([batchEvent(beaconsOf(crowd, batch))]);
    return { beacons: crowd.visitors, counts: await endpoints.counted(), cpuMs: [(call?.cpuMs ?? Number.NaN) / crowd.visitors] };
  };
  try {
    await link(endpoints, linked);
    for (let batch = 0; batch < warmUpBatches; batch += 1) for (const crowd of [anonymous, linked, single]) await take(crowd, batch);
    await bare.cpuMsPerRequest(requestsPerBlock);
    const runs: RunOfBeacons[] = [];
    const linkedRuns: RunOfBeacons[] = [];
    const singleRuns: RunOfBeacons[] = [];
    const bareCpuMs: number[] = [];
    for (let block = 0; block < blocks; block += 1) {
      const batch = warmUpBatches + block;
      const inTurn = [
        async () => runs.push(await take(anonymous, batch)),
        async () => linkedRuns.push(await take(linked, batch)),
        async () => singleRuns.push(await take(single, batch)),
        async () => bareCpuMs.push(await bare.cpuMsPerRequest(requestsPerBlock)),
      ];
      for (const measure of block % 2 === 0 ? inTurn : inTurn.toReversed()) await measure();
    }
    const all = joined(runs);
    if ((all.counts.PutItem?.calls ?? 0) < all.beacons) throw new Error('track-visits did not take every beacon');
    const calls = (operation: string): number => (all.counts[operation]?.calls ?? 0) / blocks;
    return {
      deployed,
      anonymous: all,
      linked: joined(linkedRuns),
      single: joined(singleRuns),
      repeated: await take(anonymous, warmUpBatches + blocks - 1),
      bareCpuMs: hasProcessTimes() ? bareCpuMs : [],
      bodyBytes: Buffer.byteLength(beaconsOf({ ...anonymous, visitors: 1 }, 0)[0]?.body ?? ''),
      storedBytes: await storedBytes(endpoints, anonymous, warmUpBatches + blocks),
      // Reads follow each other, details go at once, sessions twenty at a time.
      roundTripsPerBatch: calls('BatchGetItem') + 1 + calls('PutItem') / 20,
    };
  } finally {
    tracking.stop();
    bare.stop();
    await endpoints.stop();
  }
}

function joined(runs: readonly RunOfBeacons[]): RunOfBeacons {
  const counts: CountedCalls = {};
  for (const [operation, one] of runs.flatMap((run) => Object.entries(run.counts))) {
    const before = counts[operation] ?? { calls: 0, readUnits: 0, writeUnits: 0 };
    counts[operation] = {
      calls: before.calls + one.calls,
      readUnits: before.readUnits + one.readUnits,
      writeUnits: before.writeUnits + one.writeUnits,
    };
  }
  return { beacons: runs.reduce((total, { beacons }) => total + beacons, 0), counts, cpuMs: runs.flatMap(({ cpuMs }) => cpuMs) };
}

function documentsOf({ environment }: Endpoints): DynamoDBDocumentClient {
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_REGION: region = '', AWS_ACCESS_KEY_ID: accessKeyId = '' } = environment;
  const client = new DynamoDBClient({ endpoint, region, credentials: { accessKeyId, secretAccessKey: 'local' } });
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/** On each device of the crowd somebody posts a form. */
async function link(endpoints: Endpoints, crowd: Crowd): Promise<void> {
  const at = new Date(crowd.beganMs).toISOString();
  const items = Array.from({ length: crowd.visitors }, (_, visitor) => {
    const identity = {
      visitorId: VisitorId.parse(visitorIdOf(crowd, visitor)),
      version: 0,
      identifications: [],
      answered: new Map(),
      undone: [],
    };
    const leadId = LeadId.parse(`lead-${visitor}`);
    const write = putIdentity(identity, [{ at, leadId, sessionStartedAt: null, consentTextVersion: 'v1' }]);
    return 'Put' in write ? (write.Put.Item ?? {}) : {};
  });
  await createTable(documentsOf(endpoints), endpoints.environment.TABLE_NAME ?? '').putAll(items);
}

/** Of a few visitors: everything that hangs under their keys, per beacon. */
async function storedBytes(endpoints: Endpoints, crowd: Crowd, beaconsEach: number): Promise<number> {
  const visitors = 20;
  let bytes = 0;
  for (let visitor = 0; visitor < visitors; visitor += 1) {
    const pages = paginateQuery(
      { client: documentsOf(endpoints) },
      {
        TableName: endpoints.environment.TABLE_NAME ?? '',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': keys.visitorPk(VisitorId.parse(visitorIdOf(crowd, visitor))) },
      },
    );
    for await (const { Items = [] } of pages) bytes += Items.reduce((total, item) => total + itemSize(item), 0);
  }
  return bytes / (visitors * beaconsEach);
}

interface BareServer {
  cpuMsPerRequest(requests: number): Promise<number>;
  stop(): void;
}

async function openBareServer(environment: Readonly<Record<string, string>>): Promise<BareServer> {
  const file = await bareBundle('server');
  const child = spawn(process.execPath, [file], {
    env: { ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [address] = await once(createInterface(child.stdout), 'line');
  const url = new URL(String(address));
  let batch = 0;
  return {
    async cpuMsPerRequest(requests) {
      const bodies = beaconsOf({ name: 'd', visitors: requests, eventsPerBeacon, beganMs: Date.now() - 3_600_000 }, batch++).map(
        ({ body }) => body,
      );
      const cpuMs = () => (hasProcessTimes() ? processCpuMs(child.pid ?? 0) : Number.NaN);
      const before = cpuMs();
      const { statuses } = await drive({ url, headers: {}, nextBody: () => bodies.pop() ?? '' }, connections, (sent) => sent >= requests);
      if (statuses.get(202) !== requests) throw new Error('the bare server refused a beacon');
      return (cpuMs() - before) / requests;
    },
    stop: () => child.stdin.end(),
  };
}
