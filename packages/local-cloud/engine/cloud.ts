import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createClock, type LocalClock } from '../clock.ts';
import { type LocalDynamoDb, openLocalDynamoDb, type StreamRecord } from '../dynamodb/index.ts';
import { createIam, type LocalIam } from '../iam/index.ts';
import {
  type CallRecord,
  createDynamoDbService,
  type Gateway,
  type LocalBuckets,
  type LocalDns,
  type LocalEvents,
  type LocalParameters,
  type LocalQueues,
  type LocalSes,
  type LocalSignIn,
  type LocalUsers,
  openBuckets,
  openDns,
  openEvents,
  openGateway,
  openParameters,
  openQueues,
  openSes,
  openSignInPage,
  openUsers,
} from '../services/index.ts';
import type { BusRules } from './bus-rules.ts';
import { createBusRules } from './bus-rules.ts';
import type { InvocationRecord, LocalFunction } from './functions.ts';
import { Logs } from './logs.ts';
import { Outages } from './outages.ts';
import type { ReceiptRule } from './receipt-rules.ts';
import { Schedules } from './schedules.ts';
import { State } from './state.ts';
import type { OpenSurroundings, Surroundings } from './surroundings.ts';
import { Targets } from './targets.ts';
import { openTokens, type Tokens } from './tokens.ts';
import { Topics } from './topics.ts';

/** Where the local account is, and what it keeps. */
export interface CloudOptions {
  readonly dataDir?: string | undefined;
  readonly logFile?: string | undefined;
  readonly region: string;
  readonly accountId: string;
  /** Most sandboxes of one function. */
  readonly concurrency: number;
  /** Stretches the functions' time-outs: a busy machine with few cores is slower than the service. */
  readonly timeoutFactor: number;
  /** Hears of calls that a role does not allow: nearly always a grant that is missing. */
  readonly onDenied?: (why: string) => void;
  /** What stands around the cloud; opened with its services. @default - nothing */
  readonly surroundings?: OpenSurroundings;
  /** Moved by whoever made it as well; closed with the cloud. @default - one of the machine's time */
  readonly clock?: LocalClock;
}

/** The local account: every service that the templates' resources live in. */
export interface Cloud {
  readonly options: CloudOptions;
  readonly clock: LocalClock;
  readonly iam: LocalIam;
  readonly database: LocalDynamoDb;
  readonly queues: LocalQueues;
  readonly events: LocalEvents;
  readonly ses: LocalSes;
  readonly parameters: LocalParameters;
  /** Of the user pool. */
  readonly users: LocalUsers;
  readonly signIn: LocalSignIn;
  readonly dns: LocalDns;
  /** What functions and presigned addresses keep in buckets. */
  readonly buckets: LocalBuckets;
  readonly gateway: Gateway;
  readonly tokens: Tokens;
  readonly logs: Logs;
  readonly surroundings: Surroundings;
  readonly state: State;
  readonly outages: Outages;
  readonly targets: Targets;
  readonly topics: Topics;
  readonly schedules: Schedules;
  readonly rules: BusRules;
  /** By ARN. */
  readonly functions: Map<string, LocalFunction>;
  readonly calls: CallRecord[];
  readonly invocations: InvocationRecord[];
  /** Feedback of SES by configuration set: which topics want which events. */
  readonly feedbackTopics: { setName: string; topicArn: string; eventTypes: readonly string[] }[];
  /** By which SES takes mails in. */
  readonly receiptRules: ReceiptRule[];
  /** Environment that the service itself gives to every function. */
  readonly environment: Readonly<Record<string, string>>;
  /** Takes over what the data directory kept, once queues exist. */
  restore(): void;
  save(): void;
  close(): Promise<void>;
}

const keptCalls = 100_000;
const saveEveryMs = 2000;
/** Of an account outside of the sandbox whose rate was raised: what a deployment that is not for production expects. */
const sendingLimits = { maxSendRate: 200, max24HourSend: 50_000 };

/** Opens all services; nothing in here knows the templates yet. */
export async function openCloud(options: CloudOptions): Promise<Cloud> {
  const { region, accountId, dataDir } = options;
  const state = new State(dataDir);
  const clock = options.clock ?? createClock();
  if (state.stored.clockOffsetMs > 0) clock.advance(state.stored.clockOffsetMs);
  const iam = createIam();
  const logs = new Logs(() => clock.now(), { file: options.logFile });
  const surroundings = (await options.surroundings?.(clock)) ?? {};
  const { watcher = {} } = surroundings;
  logs.onLine(({ text }) => watcher.logged?.(text));
  const place = { clock, accountId, region };
  const outages = new Outages();
  const queues = openQueues(place);
  const parameters = openParameters(place);
  // At once: functions that prepare a deployment read them while it is created.
  parameters.restore(state.stored.parameters);
  const targets = new Targets({ queues, clock, logs, outages });
  const topics = new Topics(targets, clock);
  const rules = createBusRules(targets);
  const feedbackTopics: Cloud['feedbackTopics'] = [];
  const functions = targets.functions;
  const events = openEvents({
    ...place,
    onMatched: (rule, event) => rules.deliver(rule, event),
    onAccepted: (event) => watcher.published?.(event),
  });
  const ses = openSes({
    ...place,
    configurationSets: [],
    ...sendingLimits,
    onFeedback: (setName, event) => {
      for (const topic of feedbackTopics) {
        const isWanted = topic.setName === setName && topic.eventTypes.includes(event.eventType.toLowerCase());
        if (isWanted) topics.publish(topic.topicArn, JSON.stringify(event));
      }
    },
  });
  if (dataDir !== undefined) mkdirSync(join(dataDir, 'tables'), { recursive: true });
  const [database, tokens, dns] = await Promise.all([
    openLocalDynamoDb({ now: () => clock.now(), region, accountId, ...(dataDir !== undefined && { dataDir: join(dataDir, 'tables') }) }),
    openTokens(() => clock.now(), dataDir === undefined ? undefined : join(dataDir, 'signing-key.pem')),
    openDns(),
  ]);
  const users = openUsers(place);
  users.restore(state.stored.users);
  const buckets = openBuckets({ clock, iam, ...(dataDir !== undefined && { folder: join(dataDir, 'objects') }) });
  const signIn = openSignInPage({ clock, users, sign: (request) => tokens.signFor(request) });
  signIn.restore(state.stored.refreshTokens);
  followStream(database, (record) => watcher.wrote?.(record));
  const dynamodb = createDynamoDbService({ accountId, region, execute: (operation, input) => database.execute(operation, input) });
  const gateway = await openGateway({
    ...place,
    iam,
    services: [dynamodb, queues.service, events.service, ses.service, parameters.service, users.service, buckets.service],
    onDenied: (why) => {
      logs.write('runtime', `AccessDenied: ${why}`);
      options.onDenied?.(why);
    },
    onKill: (accessKeyId) => {
      for (const fn of functions.values()) if (fn.kill(accessKeyId)) return;
    },
  });
  outages.connect(gateway.faults);
  const calls: CallRecord[] = [];
  gateway.onCall((call) => {
    calls.push(call);
    if (calls.length > keptCalls * 1.1) calls.splice(0, calls.length - keptCalls);
  });

  // Before that, what is kept stands in the file only: saving would write the empty queues of a slow or failed start over it.
  let isRestored = false;
  const cloud: Cloud = {
    options,
    clock,
    iam,
    database,
    queues,
    events,
    ses,
    parameters,
    users,
    signIn,
    dns,
    buckets,
    gateway,
    tokens,
    logs,
    surroundings,
    state,
    outages,
    targets,
    topics,
    schedules: new Schedules(targets, clock),
    rules,
    functions,
    calls,
    invocations: [],
    feedbackTopics,
    receiptRules: [],
    environment: endpointsAt(gateway.url),
    restore() {
      queues.restore(state.stored.queues);
      if (state.stored.mail) ses.restore(state.stored.mail);
      isRestored = true;
    },
    save() {
      if (!state.isKept) return;
      // The table keeps itself: a start that fails must not part it from its identity key.
      state.stored.parameters = parameters.snapshot();
      state.stored.users = users.snapshot();
      state.stored.refreshTokens = signIn.snapshot();
      if (isRestored) {
        Object.assign(state.stored, { clockOffsetMs: clock.now() - Date.now(), queues: queues.snapshot(), mail: ses.snapshot() });
      }
      state.save();
    },
    async close() {
      clearInterval(saving);
      cloud.save();
      cloud.schedules.close();
      clock.close();
      queues.close();
      await Promise.all([...functions.values()].map((fn) => fn.close()));
      await surroundings.close?.();
      await dns.close();
      await gateway.close();
      await database.close();
    },
  };
  const saving = setInterval(() => cloud.save(), saveEveryMs);
  saving.unref();
  return cloud;
}

/** Hears of every change of every table from now on, as it is written. */
function followStream(database: LocalDynamoDb, onRecord: (record: StreamRecord) => void): void {
  const readTo = new Map<string, string>();
  database.onStreamRecord((tableName) => {
    for (;;) {
      const records = database.readStream(tableName, readTo.get(tableName), 1000);
      const last = records.at(-1);
      if (!last) return;
      readTo.set(tableName, last.dynamodb.SequenceNumber);
      records.forEach(onRecord);
    }
  });
}

function endpointsAt(url: string): Record<string, string> {
  const services = ['DYNAMODB', 'SQS', 'EVENTBRIDGE', 'SESV2', 'SSM', 'S3', 'COGNITO_IDENTITY_PROVIDER'];
  return {
    AWS_ENDPOINT_URL: url,
    ...Object.fromEntries(services.map((service) => [`AWS_ENDPOINT_URL_${service}`, url])),
    // Without it a client would look for roles at an address that only exists in AWS.
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
