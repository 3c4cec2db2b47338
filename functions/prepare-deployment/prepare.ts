import { syncAllUsers } from '../../shared/accounts/index.ts';
import { openConfigReader } from '../../shared/config/index.ts';
import { publishAll, readAllCurrent } from '../../shared/config/publish.ts';
import { configKinds } from '../../shared/config-registry/index.ts';
import { releaseAfterPublication } from '../../shared/connectors/take-request.ts';
import { putRecheck } from '../../shared/findings/domain-request.ts';
import { putReconcileNight } from '../../shared/mail/reconcile-request.ts';
import { askToRecompile, compilers } from '../../shared/mail-templates/index.ts';
import { putMorning } from '../../shared/notices/morning-request.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { ConflictError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { Queue } from '../../shared/platform/queues.ts';
import { deriveSecret, type SecretPurpose, sha256Hex } from '../../shared/platform/secrets.ts';
import type { Table } from '../../shared/platform/table.ts';
import { putForecastNight } from '../../shared/reports/forecast-request.ts';
import { putRetentionNight } from '../../shared/retention/index.ts';
import { beginDateLooks } from '../../shared/sequences/index.ts';
import { putNight } from '../../shared/status/index.ts';
import type { DefaultConfig } from './defaults.ts';
import { identityKey } from './identity-key.ts';
import { masterSecrets } from './master-secret.ts';
import type { Parameters } from './parameters.ts';

export interface PrepareParts {
  readonly table: Table;
  readonly parameters: Parameters;
  readonly secretParameter: string;
  readonly identityParameter: string;
  readonly defaults: DefaultConfig;
  readonly work: Queue;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What the rest of the template is given; NoEcho keeps it out of CloudFormation's answers. What checks gets every secret that is still
 * believed, a blank between them; what signs gets the one in force.
 */
export interface DeploymentSecrets {
  readonly OriginSecret: string;
  readonly OriginSecretDigests: string;
  /** Of the console's distribution. */
  readonly ConsoleSecret: string;
  readonly ConsoleSecretDigests: string;
  /** Of both distributions, for what either may ask. */
  readonly CdnSecretDigests: string;
  readonly IdentityKey: string;
  readonly FormTokenKey: string;
  readonly FormTokenKeys: string;
  readonly MailLinkKey: string;
  readonly MailLinkKeys: string;
  readonly SignedLinkKey: string;
  readonly SignedLinkKeys: string;
  readonly CursorKeys: string;
  /** Of the identity key, which is never exchanged: platforms keep the tokens that are made of it. */
  readonly ConnectorKey: string;
  readonly WebhookKeys: string;
}

/** Makes a table and a parameter store ready to serve: defaults where nothing is published, secrets where there are none. */
export async function prepareDeployment(parts: PrepareParts, secretVersion: number): Promise<DeploymentSecrets> {
  // First: a deployment with a wrong key must fail before anything is changed.
  const identity = await identityKey(parts.table, parts.parameters, parts.identityParameter);
  await publishDefaults(parts);
  // The nights in which silent leads are retired follow one another; a deployment begins with them, or sets the one that is set already.
  await parts.table.put(putNight(parts.clock()).Put);
  // And those in which people are erased whom the company keeps no longer.
  await parts.table.put(putRetentionNight(parts.clock()).Put);
  // And those at whose beginning forecasts are kept; the first one is that of the midnight that is over, so that figures need not wait for a day.
  await parts.table.put(putForecastNight(parts.clock()).Put);
  // As do the mornings on which leaders are told how their pools stand.
  await parts.table.put(putMorning('set', parts.clock(), parts.clock()).Put);
  // And the months in which name servers are asked anew.
  await parts.table.put(putRecheck(parts.clock()).Put);
  // And the nights in which addresses are closed of which SES' events told nothing.
  await parts.table.put(putReconcileNight(parts.clock()).Put);
  const reading = { table: parts.table, config: openConfigReader(parts.table, parts.clock) };
  await beginDateLooks(reading, parts.clock());
  await askToRecompile(reading, parts.clock());
  // The user pool, or the table, may be another one than at the last deployment.
  await parts.work.send(syncAllUsers());
  // Connectors that the first deployment brings are approved by no publication: their platforms are looked at from now on.
  await parts.work.send(releaseAfterPublication(0));
  const masters = await masterSecrets(parts.parameters, parts.secretParameter, secretVersion);
  const [master] = masters;
  const allOf = (purpose: SecretPurpose): string[] => masters.map((one) => deriveSecret(one, purpose));
  const digestsOf = (...purposes: SecretPurpose[]): string => purposes.flatMap(allOf).map(sha256Hex).join(' ');
  return {
    OriginSecret: deriveSecret(master, 'origin'),
    OriginSecretDigests: digestsOf('origin'),
    ConsoleSecret: deriveSecret(master, 'console-origin'),
    ConsoleSecretDigests: digestsOf('console-origin'),
    CdnSecretDigests: digestsOf('origin', 'console-origin'),
    IdentityKey: identity,
    FormTokenKey: deriveSecret(master, 'form-token'),
    FormTokenKeys: allOf('form-token').join(' '),
    MailLinkKey: deriveSecret(master, 'mail-link'),
    MailLinkKeys: allOf('mail-link').join(' '),
    SignedLinkKey: deriveSecret(master, 'signed-link'),
    SignedLinkKeys: allOf('signed-link').join(' '),
    CursorKeys: allOf('cursor').join(' '),
    ConnectorKey: deriveSecret(identity, 'connector'),
    WebhookKeys: allOf('webhook').join(' '),
  };
}

const publishTries = 3;

/** Publishes the defaults of every kind that has no version yet, all at once. */
async function publishDefaults({ table, defaults, clock, log }: PrepareParts): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const missing = (await readAllCurrent(table, configKinds)).filter(({ version }) => version === 0);
    if (missing.length === 0) return;
    const changes = missing.map(({ kind }) => ({ kind, documents: defaults[kind.name] ?? [], expectedVersion: 0 }));
    try {
      await publishAll(table, clock, configKinds, { changes, by: 'deployment', compilers });
      return log.info('default configuration published', { kinds: missing.map(({ kind }) => kind.name) });
    } catch (error) {
      // A deployment that CloudFormation repeats, or a person, was quicker with some kind: look again at what is missing.
      if (!(error instanceof ConflictError) || attempt >= publishTries) throw error;
    }
  }
}
