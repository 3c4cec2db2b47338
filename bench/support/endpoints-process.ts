/** A process of its own that plays AWS for measured functions: table, queues, bus, mail and parameters, but nothing that consumes. */
import { createInterface } from 'node:readline';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createClock } from 'local-cloud';
import {
  adminAccessKeyId,
  createDynamoDbService,
  createIam,
  openEvents,
  openGateway,
  openLocalDynamoDb,
  openParameters as openLocalParameters,
  openQueues,
  openSes,
} from 'local-cloud/parts';
import { defaultConfig } from '../../config/index.ts';
import { openParameters } from '../../functions/prepare-deployment/parameters.ts';
import { prepareDeployment } from '../../functions/prepare-deployment/prepare.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import { createTable } from '../../shared/platform/table.ts';
import { largerPools } from '../../test/support/many-reps.ts';
import { tableDefinition } from '../../test/support/table-definition.ts';

const [repsPerPool] = process.argv.slice(2);
const larger = repsPerPool === undefined ? {} : largerPools(defaultConfig.pools, defaultConfig.reps, Number(repsPerPool));
const accountId = '000000000000';
const region = 'ap-southeast-1';
const tableName = 'bench';
const connectorSecrets = '/bench/connectors/';
/** A connector of Meta's, for what platforms post. */
const metaConnector = { id: 'bench-meta', type: 'meta', name: 'Meta', isApproved: true };
const metaSecrets = { 'app-secret': 'bench-app-secret', 'verify-token': 'bench-verify-token' };
const secretParameter = '/pheu/bench/secret';
const identityParameter = '/pheu/bench/identity-key';

const clock = createClock();
const place = { clock, accountId, region };
const database = await openLocalDynamoDb({ now: () => clock.now(), region, accountId });
const queues = openQueues(place);
const ses = openSes(place);
const gateway = await openGateway({
  ...place,
  iam: createIam(),
  services: [
    createDynamoDbService({ accountId, region, execute: (operation, input) => database.execute(operation, input) }),
    queues.service,
    openEvents({ ...place, onMatched: () => {} }).service,
    ses.service,
    openLocalParameters(place).service,
  ],
});
const client = { endpoint: gateway.url, region, credentials: { accessKeyId: adminAccessKeyId, secretAccessKey: 'local' } };
const dynamodb = new DynamoDBClient(client);

await dynamodb.send(new CreateTableCommand(tableDefinition(tableName)));
const secrets = await prepareDeployment(
  {
    table: createTable(DynamoDBDocumentClient.from(dynamodb, { marshallOptions: { removeUndefinedValues: true } }), tableName),
    parameters: openParameters(new SSMClient(client)),
    secretParameter,
    identityParameter,
    defaults: { ...defaultConfig, ...larger, connectors: [metaConnector] },
    // Nobody signs in to a benchmark.
    work: { send: async () => {}, sendAll: async () => {} },
    clock: systemClock,
    log: silentLog,
  },
  1,
);
const parameters = new SSMClient(client);
for (const [name, Value] of Object.entries(metaSecrets)) {
  await parameters.send(new PutParameterCommand({ Name: `${connectorSecrets}${metaConnector.id}/${name}`, Value, Type: 'SecureString' }));
}
const queueUrl = (name: string): string =>
  queues.urlOf(queues.createQueue({ name, fifo: name.endsWith('.fifo'), deduplicationScope: 'messageGroup' }).arn);
/** Both readers of the stream set aside there. */
const failureQueueUrl = queueUrl('publish-failures');

console.log(
  JSON.stringify({
    AWS_ENDPOINT_URL: gateway.url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: adminAccessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
    TABLE_NAME: tableName,
    INTAKE_QUEUE_URL: queueUrl('intake.fifo'),
    ASSIGN_QUEUE_URL: queueUrl('assign.fifo'),
    NOTICE_QUEUE_URL: queueUrl('notice'),
    MAIL_QUEUE_URL: queueUrl('mail'),
    SCORE_QUEUE_URL: queueUrl('score'),
    WORK_QUEUE_URL: queueUrl('work'),
    CALLS_QUEUE_URL: queueUrl('calls'),
    TIMER_SHARD_QUEUE_URL: queueUrl('timer-shards'),
    PUBLISH_FAILURE_QUEUE_URL: failureQueueUrl,
    PROJECT_FAILURE_QUEUE_URL: failureQueueUrl,
    BUS_NAME: 'default',
    MAIL_FROM: 'leads@example.com',
    MAILS_PER_SECOND: '200',
    MAILS_PER_DAY: '10000000',
    WEBHOOK_SECRETS: '/bench/webhooks/',
    CONNECTOR_SECRETS: connectorSecrets,
    CONFIGURATION_SET: 'bench',
    NOTICE_CONFIGURATION_SET: 'bench',
    WATCHED_CONFIGURATION_SET: 'bench',
    SITE_URL: 'https://www.example.vn',
    SECRET_PARAMETER: secretParameter,
    ORIGIN_SECRET_DIGESTS: secrets.OriginSecretDigests,
    IDENTITY_PARAMETER: identityParameter,
    IDENTITY_KEY: secrets.IdentityKey,
    FORM_TOKEN_KEY: secrets.FormTokenKey,
    FORM_TOKEN_KEYS: secrets.FormTokenKeys,
    CONNECTOR_KEY: secrets.ConnectorKey,
    MAIL_LINK_KEY: secrets.MailLinkKey,
    MAIL_LINK_KEYS: secrets.MailLinkKeys,
    SIGNED_LINK_KEY: secrets.SignedLinkKey,
    SIGNED_LINK_KEYS: secrets.SignedLinkKeys,
    CURSOR_KEYS: secrets.CursorKeys,
    WEBHOOK_KEYS: secrets.WebhookKeys,
    USER_POOL_ID: 'ap-southeast-1_bench',
    IMPORTS_BUCKET: 'pheu-bench-imports',
    REPLY_DOMAIN: 'tra-loi.example.vn',
    ANALYTICS_BUCKET: 'pheu-bench-analytics',
    CONSOLE_URL: 'https://console.example.vn',
    CONSOLE_CLIENT_ID: 'bench',
    SIGN_IN_URL: 'https://sign-in.example.vn',
    TOKEN_ISSUER: 'https://sign-in.example.vn',
    SESSION_DAYS: '30',
    CONSOLE_SECRET_DIGESTS: secrets.ConsoleSecretDigests,
    BENCH_ORIGIN_SECRET: secrets.OriginSecret,
    BENCH_APP_SECRET: metaSecrets['app-secret'],
    // What the template gives to every function.
    LOG_LEVEL: 'INFO',
    POWERTOOLS_SERVICE_NAME: 'bench',
  }),
);

/** Calls since somebody asked last, by operation. */
let counted: Record<string, { calls: number; readUnits: number; writeUnits: number }> = {};
gateway.onCall(({ operation, capacity }) => {
  counted[operation] ??= { calls: 0, readUnits: 0, writeUnits: 0 };
  counted[operation].calls += 1;
  counted[operation].readUnits += capacity?.read ?? 0;
  counted[operation].writeUnits += capacity?.write ?? 0;
});
createInterface(process.stdin)
  .on('line', () => {
    console.log(JSON.stringify(counted));
    counted = {};
  })
  .on('close', () => process.exit(0));
