import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ConfigurationError } from '../../shared/platform/errors.ts';
import type { Parameters } from './parameters.ts';

const description = 'Master secret of Phễu and the one before; keys for tokens, mail links and the CDN header are derived from them';

const secretText = z.string().min(1);
const StoredSecret = z.object({ version: z.int().positive(), current: secretText, previous: secretText.optional() });
type StoredSecret = z.infer<typeof StoredSecret>;

/** The secret to sign with, then every one that is still believed. */
export type MasterSecrets = readonly [string, ...string[]];

/**
 * Reads the secret of a version; a higher version than the stored one makes a new secret and keeps the one before beside it. The version
 * before the stored one gives the same two the other way round, so that a deployment that is rolled back signs as it did.
 * @throws ConfigurationError for any lower version, and for a parameter that is none of ours
 */
export async function masterSecrets(parameters: Parameters, name: string, version: number): Promise<MasterSecrets> {
  const found = await parameters.read(name);
  const stored = parse(found ?? (await parameters.create(name, JSON.stringify({ version, current: newSecret() }), description)), name);
  if (version > stored.version) {
    const rotated: StoredSecret = { version, current: newSecret(), previous: stored.current };
    await parameters.replace(name, JSON.stringify(rotated));
    return secretsOf(rotated);
  }
  if (version === stored.version) return secretsOf(stored);
  if (version === stored.version - 1 && stored.previous !== undefined) return [stored.previous, stored.current];
  throw new ConfigurationError(
    `secretVersion ${version} is gone: the parameter ${name} is at ${stored.version}; deploy with that or a higher one`,
  );
}

const newSecret = (): string => randomBytes(32).toString('base64url');

const secretsOf = ({ current, previous }: StoredSecret): MasterSecrets => (previous === undefined ? [current] : [current, previous]);

function parse(value: string, name: string): StoredSecret {
  try {
    return StoredSecret.parse(JSON.parse(value));
  } catch {
    throw new ConfigurationError(
      `the parameter ${name} does not hold a master secret: delete it and deploy again (docs/runbook.md, "Secrets")`,
    );
  }
}
