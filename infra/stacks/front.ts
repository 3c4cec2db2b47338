import { type CustomResource, Lazy, Token } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Source } from 'aws-cdk-lib/aws-s3-deployment';
import { receiverSecrets } from '../../shared/connectors/secret-names.ts';
import { Console } from '../constructs/console.ts';
import { wildcardFinding } from '../constructs/findings.ts';
import { issuerOf, PheuHttpApi } from '../constructs/http-api.ts';
import type { PheuFunction } from '../constructs/pheu-function.ts';
import { PublishedFiles } from '../constructs/published-files.ts';
import { QueueTarget } from '../constructs/queue-target.ts';
import { SignIn, sessionDays } from '../constructs/sign-in.ts';
import { Site } from '../constructs/site.ts';
import { type AppParts, updatedBefore, wholeCpuMb } from './app-parts.ts';
import { routesOf } from './routes.ts';

/** What visitors and reps call, and those functions that others are built upon. */
interface Front {
  readonly api: PheuHttpApi;
  readonly site: Site;
  readonly console: Console;
  readonly signIn: SignIn;
  readonly captureForm: PheuFunction;
  readonly answerLinks: PheuFunction;
}

/** Adds what visitors and reps call: the API and the site before it. */
export function addFront(parts: AppParts, preparation: CustomResource): Front {
  const { settings, data, distDir } = parts.props;
  const { TABLE_NAME, INTAKE_QUEUE_URL, ASSIGN_QUEUE_URL, MAIL_QUEUE_URL, NOTICE_QUEUE_URL, SCORE_QUEUE_URL, WORK_QUEUE_URL } =
    parts.variables;
  const IDENTITY_KEY = preparation.getAttString('IdentityKey');
  const CURSOR_KEYS = preparation.getAttString('CursorKeys');
  const ORIGIN_SECRET_DIGESTS = preparation.getAttString('OriginSecretDigests');
  // Whoever asked the API's own host would go round the firewall. Reps come by the console, tools by the site.
  const byEitherCdn = { ORIGIN_SECRET_DIGESTS: preparation.getAttString('CdnSecretDigests') };
  const cdnOnly = settings.webAclArn ? byEitherCdn : {};
  const captureForm = parts.add('capture-form', {
    environment: {
      TABLE_NAME,
      INTAKE_QUEUE_URL,
      ORIGIN_SECRET_DIGESTS,
      IDENTITY_KEY,
      FORM_TOKEN_KEYS: preparation.getAttString('FormTokenKeys'),
    },
    // More memory is more CPU, and parsing and hashing are what a visitor waits for.
    memoryMb: 1_024,
    ...(settings.reservedConcurrency === undefined ? {} : { reservedConcurrency: settings.reservedConcurrency }),
  });
  const showForm = parts.add('show-form', {
    environment: { TABLE_NAME, FORM_TOKEN_KEY: preparation.getAttString('FormTokenKey'), ORIGIN_SECRET_DIGESTS },
  });
  updatedBefore(captureForm, showForm);
  // A platform waits for two seconds, and parsing and hashing are what it waits for.
  const receiveInbound = parts.add('receive-inbound', {
    environment: {
      TABLE_NAME,
      WORK_QUEUE_URL,
      CONNECTOR_KEY: preparation.getAttString('ConnectorKey'),
      CONNECTOR_SECRETS: parts.variables.CONNECTOR_SECRETS,
    },
    memoryMb: 1_024,
  });
  parts.acknowledgeConnectorSecrets(receiveInbound, receiverSecrets);
  const answerLinks = parts.add('answer-links', {
    environment: {
      TABLE_NAME,
      ASSIGN_QUEUE_URL,
      IDENTITY_KEY,
      SIGNED_LINK_KEYS: preparation.getAttString('SignedLinkKeys'),
      FORM_TOKEN_KEYS: preparation.getAttString('FormTokenKeys'),
      IMPORTS_BUCKET: parts.variables.IMPORTS_BUCKET,
    },
  });
  answerLinks.acknowledge(
    wildcardFinding(parts.stack, `${parts.importsArn}/downloads/*`),
    'Which files forms offer is said by the configuration; all of them lie below one prefix, and nothing else does.',
  );
  // A rep waits for the first page of the day, too.
  const readLeads = parts.add('read-leads', {
    environment: { TABLE_NAME, IDENTITY_KEY, CURSOR_KEYS, ...cdnOnly },
    memoryMb: 1_024,
  });
  // One whole CPU: it counts what it reads; years of a large company take seconds.
  const readReports = parts.add('read-reports', {
    environment: { TABLE_NAME, CURSOR_KEYS, ...cdnOnly },
    memoryMb: wholeCpuMb,
    timeoutSeconds: 29,
  });
  // A split of five thousand leads is planned while somebody waits.
  const changeLeads = parts.add('change-leads', {
    environment: {
      TABLE_NAME,
      ASSIGN_QUEUE_URL,
      MAIL_QUEUE_URL,
      NOTICE_QUEUE_URL,
      SCORE_QUEUE_URL,
      WORK_QUEUE_URL,
      IDENTITY_KEY,
      ...cdnOnly,
    },
    timeoutSeconds: 29,
  });
  // One whole CPU: counting is what it does; the HTTP API itself waits for thirty seconds.
  const backtestScoring = parts.add('backtest-scoring', {
    environment: {
      CONNECTOR_KEY: preparation.getAttString('ConnectorKey'),
      TABLE_NAME,
      CURSOR_KEYS,
      WORK_QUEUE_URL,
      IMPORTS_BUCKET: parts.variables.IMPORTS_BUCKET,
      ...cdnOnly,
    },
    memoryMb: wholeCpuMb,
    timeoutSeconds: 29,
  });
  parts.acknowledgeFiles(backtestScoring);
  // Publishing thousands of documents takes seconds.
  const editConfig = parts.add('edit-config', {
    environment: { TABLE_NAME, IDENTITY_KEY, WORK_QUEUE_URL, WEBHOOK_KEYS: preparation.getAttString('WebhookKeys'), ...cdnOnly },
    timeoutSeconds: 29,
  });
  // MJML takes a second of a whole CPU to be read, and as much memory.
  const compileTemplates = parts.add('compile-templates', {
    environment: { TABLE_NAME, IDENTITY_KEY, ...cdnOnly },
    memoryMb: 1_024,
    timeoutSeconds: 29,
  });
  let made: Console | undefined;
  // The console's distribution asks the API, and the API has routes to what knows the console: only its address is told later.
  const consoleUrl = Lazy.string({ produce: () => made?.url });
  const { userPool, userPoolClient } = data;
  const signIn = new SignIn(parts.stack, 'SignIn', {
    settings,
    userPool,
    consoleUrl,
    accountDigest: preparation.getAttString('AccountDigest'),
  });
  const session = parts.add('session', {
    environment: {
      CONSOLE_URL: consoleUrl,
      CONSOLE_CLIENT_ID: signIn.client.userPoolClientId,
      SIGN_IN_URL: signIn.url,
      TOKEN_ISSUER: issuerOf(userPool),
      SESSION_DAYS: `${sessionDays}`,
      CONSOLE_SECRET_DIGESTS: preparation.getAttString('ConsoleSecretDigests'),
    },
  });
  const routes = routesOf(
    {
      capture: captureForm,
      show: showForm,
      inbound: receiveInbound,
      beacon: new QueueTarget('Beacons', parts.queues.beacons.queue),
      link: answerLinks,
      read: readLeads,
      change: changeLeads,
      configure: editConfig,
      compile: compileTemplates,
      long: backtestScoring,
      report: readReports,
      docs: parts.add('serve-docs', { memoryMb: 256 }),
      session,
    },
    settings,
  );
  // A trace would cost more than its calls, of which an honest edge causes one an hour.
  const admitRequests = settings.webAclArn
    ? parts.add('admit-requests', { environment: byEitherCdn, memoryMb: 256, isTraced: false })
    : undefined;
  const clients = [userPoolClient, signIn.client];
  const api = new PheuHttpApi(parts.stack, 'Api', { settings, userPool, clients, routes, admitRequests });
  const files = new PublishedFiles(parts.stack, 'Files', settings);
  const common = { settings, distDir, files, apiDomainName: api.domainName };
  const secret = (name: string): string => Token.asString(preparation.getAtt(name));
  const site = new Site(parts.stack, 'Site', { ...common, originSecret: secret('OriginSecret') });
  made = new Console(parts.stack, 'Console', { ...common, originSecret: secret('ConsoleSecret') });
  addDownloads(parts, files);
  const checking = [
    captureForm,
    showForm,
    readLeads,
    readReports,
    changeLeads,
    backtestScoring,
    editConfig,
    compileTemplates,
    ...(admitRequests ? [admitRequests] : []),
  ];
  for (const one of checking) {
    updatedBefore(one, site.distribution);
    updatedBefore(one, made.distribution);
  }
  return { api, site, console: made, signIn, captureForm, answerLinks };
}

/** Copies what the company's forms offer to where functions sign addresses of it. */
function addDownloads({ props, stack, importsArn, variables }: AppParts, files: PublishedFiles): void {
  if (props.downloadsDir === undefined) return;
  // As another stack's, of which this one knows no more than its export: of the bucket nothing but this prefix is written.
  const bucket = Bucket.fromBucketAttributes(stack, 'Downloads', { bucketArn: importsArn, bucketName: variables.IMPORTS_BUCKET });
  files.publish(stack, 'PublishDownloads', { sources: [Source.asset(props.downloadsDir)], bucket, destinationKeyPrefix: 'downloads' });
}
