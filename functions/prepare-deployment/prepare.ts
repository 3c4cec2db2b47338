import { configKindNames } from '../../shared/config/index.ts';
import { publish } from '../../shared/config/publish.ts';
import { readCurrentManifest } from '../../shared/config/store.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { ConflictError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import { deriveSecret, type SecretPurpose, sha256Hex } from '../../shared/platform/secrets.ts';
import type { Table } from '../../shared/platform/table.ts';
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
  readonly IdentityKey: string;
  readonly FormTokenKey: string;
  readonly FormTokenKeys: string;
  readonly MailLinkKey: string;
  readonly MailLinkKeys: string;
  readonly CursorKeys: string;
}

/** Makes a table and a parameter store ready to serve: defaults where nothing is published, secrets where there are none. */
export async function prepareDeployment(parts: PrepareParts, secretVersion: number): Promise<DeploymentSecrets> {
  // First: a deployment with a wrong key must fail before anything is changed.
  const identity = await identityKey(parts.table, parts.parameters, parts.identityParameter);
  await publishDefaults(parts);
  const masters = await masterSecrets(parts.parameters, parts.secretParameter, secretVersion);
  const [master] = masters;
  const allOf = (purpose: SecretPurpose): string[] => masters.map((one) => deriveSecret(one, purpose));
  return {
    OriginSecret: deriveSecret(master, 'origin'),
    OriginSecretDigests: allOf('origin').map(sha256Hex).join(' '),
    IdentityKey: identity,
    FormTokenKey: deriveSecret(master, 'form-token'),
    FormTokenKeys: allOf('form-token').join(' '),
    MailLinkKey: deriveSecret(master, 'mail-link'),
    MailLinkKeys: allOf('mail-link').join(' '),
    CursorKeys: allOf('cursor').join(' '),
  };
}

async function publishDefaults({ table, defaults, clock, log }: PrepareParts): Promise<void> {
  for (const kind of configKindNames) {
    if (await readCurrentManifest(table, kind, true)) continue;
    try {
      const { documents } = await publish(table, clock, { kind, documents: defaults[kind], expectedVersion: 0, by: 'deployment' });
      log.info('default configuration published', { kind, documents: documents.length });
    } catch (error) {
      // A deployment that CloudFormation repeats, or a person, was quicker: then there is a version, which is what was wanted.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
