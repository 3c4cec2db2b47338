import { createClock } from '../../clock.ts';
import { createIam, type PolicyStatement } from '../../iam/index.ts';
import {
  type BusEvent,
  type BusRule,
  type CallRecord,
  createDynamoDbService,
  type FeedbackEvent,
  type GatewayOptions,
  openBuckets,
  openEvents,
  openGateway,
  openParameters,
  openQueues,
  openSes,
  type SesOptions,
} from '../../services/index.ts';

export const accountId = '000000000000';
export const region = 'ap-southeast-1';

type TableExecutor = Parameters<typeof createDynamoDbService>[0]['execute'];

/** A whole local account behind a gateway, with a table that answers as it is told. */
export async function openAccount(
  options: {
    readonly execute?: TableExecutor;
    readonly ses?: Partial<SesOptions>;
    readonly onKill?: GatewayOptions['onKill'];
    readonly folder?: string;
  } = {},
) {
  const clock = createClock();
  const place = { clock, accountId, region };
  const iam = createIam();
  const queues = openQueues(place);
  const matched: { rule: BusRule; event: BusEvent }[] = [];
  const events = openEvents({ ...place, onMatched: (rule, event) => void matched.push({ rule, event }) });
  const feedback: FeedbackEvent[] = [];
  const ses = openSes({ ...place, onFeedback: (_set, event) => void feedback.push(event), ...options.ses });
  const parameters = openParameters(place);
  const buckets = openBuckets({ clock, iam, folder: options.folder });
  const table = createDynamoDbService({ accountId, region, execute: options.execute ?? (async () => ({ status: 200, body: {} })) });
  const gateway = await openGateway({
    ...place,
    iam,
    services: [table, queues.service, events.service, ses.service, parameters.service, buckets.service],
    ...(options.onKill === undefined ? {} : { onKill: options.onKill }),
  });
  const calls: CallRecord[] = [];
  gateway.onCall((call) => void calls.push(call));
  return {
    clock,
    iam,
    queues,
    events,
    matched,
    ses,
    feedback,
    parameters,
    buckets,
    gateway,
    calls,
    /** Configuration of a client that calls as this access key. */
    as: (accessKeyId = 'LOCALADMIN', maxAttempts = 1) => ({
      endpoint: gateway.url,
      region,
      maxAttempts,
      credentials: { accessKeyId, secretAccessKey: 'local' },
    }),
    grant: (accessKeyId: string, ...statements: readonly PolicyStatement[]) =>
      iam.setPrincipal(accessKeyId, {
        roleArn: `arn:aws:iam::${accountId}:role/${accessKeyId}-role`,
        name: `fn-${accessKeyId.toLowerCase()}`,
        statements,
      }),
    async close() {
      await gateway.close();
      queues.close();
      clock.close();
    },
  };
}

export type Account = Awaited<ReturnType<typeof openAccount>>;
