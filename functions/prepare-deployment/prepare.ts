import { randomBytes } from 'node:crypto';
import { GetParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { defaultConfig } from '../../config/index.ts';
import { configKindNames } from '../../shared/config/index.ts';
import { publish } from '../../shared/config/publish.ts';
import { readCurrentManifest } from '../../shared/config/store.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import { ConflictError, UnavailableError } from '../../shared/platform/errors.ts';
import type { Log } from '../../shared/platform/logging.ts';
import { deriveSecret, sha256Hex } from '../../shared/platform/secrets.ts';
import type { Table } from '../../shared/platform/table.ts';

export interface PrepareParts {
  readonly table: Table;
  readonly parameters: Pick<SSMClient, 'send'>;
  readonly secretParameter: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** What the rest of the template is given; NoEcho keeps it out of CloudFormation's answers. */
export interface DeploymentSecrets {
  readonly OriginSecret: string;
  readonly OriginSecretSha256: string;
  readonly AddressSalt: string;
  readonly FormTokenKey: string;
  readonly MailLinkKey: string;
}

/** Makes a table and a parameter store ready to serve: defaults where nothing is published, a master secret where there is none. */
export async function prepareDeployment(parts: PrepareParts): Promise<DeploymentSecrets> {
  await publishDefaults(parts);
  const master = await masterSecret(parts);
  const origin = deriveSecret(master, 'origin');
  return {
    OriginSecret: origin,
    OriginSecretSha256: sha256Hex(origin),
    AddressSalt: deriveSecret(master, 'address-salt'),
    FormTokenKey: deriveSecret(master, 'form-token'),
    MailLinkKey: deriveSecret(master, 'mail-link'),
  };
}

async function publishDefaults({ table, clock, log }: PrepareParts): Promise<void> {
  for (const kind of configKindNames) {
    if (await readCurrentManifest(table, kind, true)) continue;
    try {
      const { documents } = await publish(table, clock, { kind, documents: defaultConfig[kind], expectedVersion: 0, by: 'deployment' });
      log.info('default configuration published', { kind, documents: documents.length });
    } catch (error) {
      // A deployment that CloudFormation repeats, or a person, was quicker: then there is a version, which is what was wanted.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

/** Never overwrites: every form token, origin header and address digest out there depends on the secret. */
async function masterSecret({ parameters, secretParameter }: PrepareParts): Promise<string> {
  const existing = await readSecret(parameters, secretParameter);
  if (existing !== undefined) return existing;
  const made = randomBytes(32).toString('base64url');
  try {
    await parameters.send(
      new PutParameterCommand({
        Name: secretParameter,
        Value: made,
        Type: 'SecureString',
        Overwrite: false,
        Description: 'Master secret of Phễu; keys for tokens, the CDN header and digests are derived from it',
      }),
    );
    return made;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ParameterAlreadyExists') throw error;
    const theirs = await readSecret(parameters, secretParameter);
    if (theirs === undefined) throw new UnavailableError('the master secret exists but cannot be read yet');
    return theirs;
  }
}

async function readSecret(parameters: Pick<SSMClient, 'send'>, name: string): Promise<string | undefined> {
  try {
    const { Parameter } = await parameters.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter?.Value;
  } catch (error) {
    if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
    throw error;
  }
}
