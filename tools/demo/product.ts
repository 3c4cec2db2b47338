import type { Context } from 'aws-lambda';
import { defaultConfig } from '../../config/index.ts';
import { MailMessage, PoolMessage, ScoreMessage, WorkMessage } from '../../events/index.ts';
import { routesOf as linkRoutesOf } from '../../functions/answer-links/app.ts';
import { createHandler as createCounter } from '../../functions/backtest-scoring/app.ts';
import { createHandler as createCapture } from '../../functions/capture-form/app.ts';
import { createHandler as createChanger } from '../../functions/change-leads/app.ts';
import { workKinds } from '../../functions/do-work/kinds.ts';
import { askers, projectors } from '../../functions/project-changes/projectors.ts';
import { createHandler as createReader } from '../../functions/read-leads/app.ts';
import { mailProducts } from '../../functions/send-mail/products.ts';
import { createAddressCounter, parseOutcome } from '../../shared/capture/index.ts';
import type { ConfigDocument, ConfigKind } from '../../shared/config/index.ts';
import { publishAll } from '../../shared/config/publish.ts';
import { recordEngagements } from '../../shared/engagement/index.ts';
import { intakeSubmission } from '../../shared/intake/index.ts';
import type { OutgoingMail } from '../../shared/mail/compose.ts';
import { handleMailMessage } from '../../shared/mail/send.ts';
import { digestOf, putCompiled } from '../../shared/mail-templates/compiled.ts';
import { TemplateConfig } from '../../shared/mail-templates/template-config.ts';
import { openDigests } from '../../shared/platform/digests.ts';
import { LeadId, MailId, PoolId, SubmissionRef } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/keys.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { PutWrite } from '../../shared/platform/table.ts';
import { projectChanges } from '../../shared/projecting/index.ts';
import { publishChanges } from '../../shared/publishing/index.ts';
import { assignLeads } from '../../shared/routing/index.ts';
import { scoreLead } from '../../shared/scoring/index.ts';
import { beginDateLooks } from '../../shared/sequences/index.ts';
import { runShard } from '../../shared/timers/index.ts';
import { trackVisits } from '../../shared/tracking/index.ts';
import { doWork } from '../../shared/work/index.ts';
import { cursors } from '../../test/support/cursors.ts';
import { createFixedConfig } from '../../test/support/lead-world/config.ts';
import { type MemoryTable, memoryTable } from '../../test/support/memory-table.ts';
import { memoryAddresses, memoryObjects } from '../../test/support/objects.ts';
import type { Agenda } from './agenda.ts';
import { countedIds } from './counted-ids.ts';
import { entriesOf, openQueues, streamOf, timersOf, withOneTimer } from './deliveries.ts';
import type { Dice } from './dice.ts';
import { type Change, watchedTable } from './watched-table.ts';

/** Every digest of the snapshot is made with it: no secret, for whoever has the snapshot has all that they stand for. */
export const demoIdentityKey = 'identity-key-of-the-demo-company-a-secret-of-nobody';
const defaults: Readonly<Record<string, readonly unknown[]>> = defaultConfig;
const formTokenKey = 'form-token-key-of-the-demo';
const signedLinkKey = 'signed-link-key-of-the-demo';

/** One request of a user, as the API takes it. */
export interface Asked {
  readonly user: string;
  readonly route: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The version on which a change rests. */
  readonly seenVersion?: number;
}

/** What was answered; `body` is whatever the route says. */
export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The product over a table in memory and an agenda in place of queues, timers and the stream. */
export interface Product {
  readonly table: MemoryTable;
  readonly formTokenKey: string;
  /** Publishes a kind with one document changed. What a company publishes by itself is in its snapshot. */
  publish<Document extends ConfigDocument>(
    kind: ConfigKind<Document>,
    id: string,
    edit: (before: NoInfer<Document>) => NoInfer<Document>,
  ): Promise<void>;
  /** Lets sequences begin for what happens from now on. */
  beginSequences(): Promise<void>;
  /** Writes what a deployment writes before the first request. */
  begin(writes: readonly PutWrite[]): Promise<void>;
  /** Posts a form; answers the id under which the post is kept. @throws when it is not accepted */
  post(formId: string, body: object, from: { readonly address: string; readonly agent: string }): Promise<SubmissionRef>;
  /** The lead that a post became, or that it belongs to; undefined before intake, and for what was set aside. */
  leadOf(post: SubmissionRef): string | undefined;
  /** Tells what a browser did. */
  browse(beacon: object): Promise<void>;
  ask(asked: Asked): Promise<Answered>;
  /** Presses the button behind a link of a mail. */
  press(route: string, token: string): Promise<void>;
  /** Hears of each mail to a person. */
  onMail(listener: (mail: OutgoingMail) => void): void;
  /** Tells that somebody opened a mail that came to them, or clicked its first link, as SES tells of it. */
  engage(
    mail: Pick<OutgoingMail, 'tags'>,
    did: { readonly action: 'open' | 'click'; readonly sentMs: number; readonly agent: string },
  ): Promise<void>;
  /** Hears of each change of the table. */
  onChange(listener: (change: Change) => void): void;
}

/** Opens the product with its default configuration. */
export function openProduct(agenda: Agenda, dice: Dice): Product {
  const memory = memoryTable();
  const listeners = new Set<(change: Change) => void>();
  const table = watchedTable(memory, (change) => {
    for (const listener of listeners) listener(change);
  });
  const queues = openQueues(agenda);
  const { clock } = agenda;
  const config = createFixedConfig();
  const readers = new Set<(mail: OutgoingMail) => void>();
  memory.seed(...uncompiled());
  const parts = {
    table,
    clock,
    cursors,
    tokenKey: 'key-of-the-demo',
    log: silentLog,
    ids: countedIds(),
    config,
    digests: openDigests(demoIdentityKey),
    // Nobody outside is asked for a company that does not exist; there is no such ending as people type by a slip.
    objects: memoryObjects(),
    addresses: memoryAddresses,
    askMailServers: async (domain: string) => (domain.endsWith('.con') ? ('noSuchDomain' as const) : ('found' as const)),
    // No address of it ever came back to an account.
    async *listSuppressed() {},
    // Nobody signs in to a company that does not exist.
    accounts: { make: async () => {}, enable: async () => {}, disable: async () => {}, signOutEverywhere: async () => {} },
    assign: queues.to('assign'),
    score: queues.to('score'),
    notice: queues.to('notice'),
    mail: queues.to('mail'),
    work: queues.to('work'),
  };
  const { assign, score, notice, mail, work } = parts;
  const gate = {
    ...parts,
    products: mailProducts,
    ses: {
      send: async (mail: OutgoingMail) => {
        if (mail.configurationSet === toPeople) for (const reader of readers) reader(mail);
        return { kind: 'accepted', messageId: parts.ids.attemptId() } as const;
      },
    },
    rate: { take: async () => ({ kind: 'taken' as const }) },
    queues: { notice, mail, work },
    sender: {
      from: 'no-reply@annhien.example',
      configurationSets: { lead: toPeople, rep: 'pheu-notices', watched: toPeople },
      mailLinkKey: 'mail-link-key-of-the-demo',
      siteUrl: 'http://localhost:8787',
      signedLinkKey,
      leadPage: 'http://localhost:8788/#/khach/{leadId}',
    },
    random: dice.for('mails').roll,
  };
  queues.take('intake', (body) => intakeSubmission(SubmissionRef.parse(body), parts));
  queues.take('assign', (body) => {
    const message = PoolMessage.parse(body);
    return assignLeads(PoolId.parse(message.poolId), [message], parts);
  });
  queues.take('score', (body) => {
    const message = ScoreMessage.parse(body);
    return scoreLead(LeadId.parse(message.leadId), [message], parts);
  });
  const toGate = (body: unknown) => handleMailMessage(MailMessage.parse(body), gate);
  queues.take('notice', toGate);
  queues.take('mail', toGate);
  queues.take('work', (body) => doWork(WorkMessage.parse(body), workKinds, { ...parts, queues: { assign, notice, mail, score, work } }));
  const timed = { ...parts, queues: { notice, mail, score, work }, timeLeftMs: () => 60_000 };
  listeners.add(timersOf(agenda, (shard, timer) => runShard({ v: 1, shard }, { ...timed, table: withOneTimer(table, timer) })));
  listeners.add(
    streamOf(agenda, (records) =>
      projectChanges(records, { ...parts, projectors, askers, endedTries: new Set(), failures: queues.to('failures') }),
    ),
  );

  const capture = createCapture(
    { ...parts, intakeQueue: queues.to('intake'), formTokenKeys: [formTokenKey], addresses: createAddressCounter() },
    { originDigests: [] },
    silentLog,
  );
  const links = linkRoutesOf({ ...parts, signedLinkKeys: [signedLinkKey], downloadKeys: [] });
  const changer = createChanger(parts, silentLog);
  const reader = createReader(parts, silentLog);
  const counter = createCounter(parts);
  let beacons = 0;

  return {
    table: memory,
    formTokenKey,
    async publish(kind, id, edit) {
      const before = await config.current(kind);
      config.change(kind, id, edit);
      const { documents } = await config.current(kind);
      const first = before.version === 1 ? [{ documents: defaults[kind.name] ?? [], expectedVersion: 0 }] : [];
      for (const one of [...first, { documents: [...documents.values()], expectedVersion: before.version }]) {
        await publishAll(memory, clock, [kind], { changes: [{ kind, ...one }], by: 'demo' });
      }
    },
    async beginSequences() {
      const told = {
        ...parts,
        bus: { put: async () => [] },
        intake: queues.to('intake'),
        calls: queues.to('calls'),
        failures: queues.to('failures'),
        endpoints: async () => ({ endpoints: [], malformed: 0 }),
      };
      listeners.add(entriesOf(agenda, (entries) => publishChanges(entries, told)));
      await beginDateLooks(parts, clock());
    },
    begin: (writes) => table.transact(writes),
    onChange: (listener) => void listeners.add(listener),
    onMail: (listener) => void readers.add(listener),
    async engage({ tags }, { action, sentMs, agent }) {
      const mail = { leadId: LeadId.parse(tags.leadId), mailId: MailId.parse(tags.mailId), sentAt: new Date(sentMs) };
      const isClick = action === 'click';
      const seen = { id: `${mail.mailId} ${action} ${agenda.nowMs}`, action, at: clock(), userAgent: agent, address: '203.0.113.40' };
      const where = isClick ? { link: '1', links: linksInMail, method: 'GET' } : { link: null, links: null, method: undefined };
      await recordEngagements(mail, [{ ...seen, ...where }], { ...parts, score });
    },
    async press(route, token) {
      const answer = await links.get(route)?.(token, parts.ids.attemptId(), new URLSearchParams());
      if (answer?.statusCode !== 200) throw new Error(`${route} was answered ${answer?.statusCode}`);
    },
    async post(formId, body, { address, agent }) {
      const path = `/v1/forms/${formId}/submissions`;
      const answer = await capture(
        {
          version: '2.0',
          routeKey: 'POST /v1/forms/{formId}/submissions',
          rawPath: path,
          rawQueryString: '',
          headers: { 'content-type': 'application/json', 'user-agent': agent },
          pathParameters: { formId },
          requestContext: {
            ...nowhere,
            http: { method: 'POST', path, protocol: 'HTTP/1.1', sourceIp: address, userAgent: agent },
            requestId: parts.ids.attemptId(),
          },
          isBase64Encoded: false,
          body: JSON.stringify(body),
        },
        lambdaContext,
      );
      if (answer.statusCode !== 202) throw new Error(`a post was answered ${answer.statusCode}: ${answer.body}`);
      const { submissionId } = SubmissionRef.pick({ submissionId: true }).parse(JSON.parse(answer.body ?? '{}'));
      return SubmissionRef.parse({ channel: 'form', sourceId: formId, submissionId });
    },
    leadOf(ref) {
      const item = memory.items.get(`${keys.outcome(ref).pk} ${keys.outcome(ref).sk}`);
      const outcome = item && parseOutcome(item);
      return outcome && 'leadId' in outcome ? outcome.leadId : undefined;
    },
    async browse(beacon) {
      beacons += 1;
      const message = { messageId: `beacon-${beacons}`, body: JSON.stringify(beacon), receivedAt: clock() };
      const failed = await trackVisits([message], { table, score, work, log: silentLog });
      if (failed.length > 0) throw new Error('a beacon was not taken');
    },
    async ask({ user, route, path = {}, query, body, seenVersion }) {
      const handler = route.startsWith('POST /v1/segments/') ? counter : route.startsWith('GET ') ? reader : changer;
      const answer = await handler(
        {
          routeKey: route,
          pathParameters: path,
          headers: seenVersion === undefined ? {} : { 'if-match': `"${seenVersion}"` },
          ...(query && { queryStringParameters: query }),
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          requestContext: {
            requestId: parts.ids.attemptId(),
            authorizer: { jwt: { claims: { token_use: 'id', email: user, email_verified: 'true' } } },
          },
        },
        lambdaContext,
      );
      return { status: answer.statusCode, body: JSON.parse(answer.body || '{}') };
    },
  };
}

/** What a reader sees in a mail to click on. */
const linksInMail = 4;
/** The configuration set of mails to people. */
const toPeople = 'pheu';

/** Templates as the gate reads them. What a mail says is not kept, so nothing is made of their MJML. */
function uncompiled() {
  return (defaults.templates ?? []).flatMap((document) => {
    const template = TemplateConfig.parse(document);
    return (['vi', 'en'] as const).flatMap((locale) => {
      const { subject } = template.locales[locale];
      const write = putCompiled(digestOf(template, locale), { subject, html: subject, text: subject });
      return 'Put' in write && write.Put.Item ? [write.Put.Item] : [];
    });
  });
}

const lambdaContext = { getRemainingTimeInMillis: () => 60_000 } as Context;
const nowhere = {
  accountId: '000000000000',
  apiId: 'api',
  domainName: 'api.example.com',
  domainPrefix: 'api',
  routeKey: '$default',
  stage: '$default',
  time: '',
  timeEpoch: 0,
};
