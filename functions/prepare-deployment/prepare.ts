import { randomBytes } from 'node:crypto';
import { configKindNames } from '../../shared/config/index.ts';
import { publish } from '../../shared/config/publish.ts';
import { readCurrentManifest } from '../../shared/config/store.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { ConflictError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import { deriveSecret, sha256Hex } from '../../shared/platform/secrets.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { DefaultConfig } from './defaults.ts';
import { identityKey } from './identity-key.ts';
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

/** What the rest of the template is given; NoEcho keeps it out of CloudFormation's answers. */
export interface DeploymentSecrets {
  readonly OriginSecret: string;
  readonly OriginSecretSha256: string;
  readonly IdentityKey: string;
  readonly FormTokenKey: string;
  readonly MailLinkKey: string;
}

/** Makes a table and a parameter store ready to serve: defaults where nothing is published, secrets where there are none. */
export async function prepareDeployment(parts: PrepareParts): Promise<DeploymentSecrets> {
  // First: a deployment with a wrong key must fail before anything is changed.
  const identity = await identityKey(parts.table, parts.parameters, parts.identityParameter);
  await publishDefaults(parts);
  const master = await masterSecret(parts);
  const origin = deriveSecret(master, 'origin');
  return {
    OriginSecret: origin,
    OriginSecretSha256: sha256Hex(origin),
    IdentityKey: identity,
    FormTokenKey: deriveSecret(master, 'form-token'),
    MailLinkKey: deriveSecret(master, 'mail-link'),
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

/** Never overwrites: every form token and origin header out there depends on the secret. */
async function masterSecret({ parameters, secretParameter }: PrepareParts): Promise<string> {
  const description = 'Master secret of Phễu; keys for tokens and the CDN header are derived from it';
  return (
    (await parameters.read(secretParameter)) ??
    (await parameters.create(secretParameter, randomBytes(32).toString('base64url'), description))
  );
}
