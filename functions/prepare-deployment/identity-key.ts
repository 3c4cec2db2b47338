import { randomBytes } from 'node:crypto';
import { bindToKey, readKeyProof } from '../../shared/identity/index.ts';
import { ConfigurationError } from '../../shared/platform/errors.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { Parameters } from './parameters.ts';

const description = 'Identity key of Phễu: digests of addresses and numbers are made with it. Never change it; keep a copy elsewhere';

/**
 * Reads the key of all digests, or makes it for a table that none was used with. Never overwrites one, and never starts a table anew:
 * with another key every person would be a stranger and every refusal of mail forgotten.
 * @throws ConfigurationError when the parameter is missing or is not the table's
 */
export async function identityKey(table: Table, parameters: Parameters, name: string): Promise<string> {
  const found = await parameters.read(name);
  if (found === undefined && (await readKeyProof(table)) !== undefined) {
    throw new ConfigurationError(
      `the parameter ${name} is missing, but the table ${table.name} was written with an identity key: put the key back from its copy (docs/runbook.md, "The identity key")`,
    );
  }
  const key = found ?? (await parameters.create(name, randomBytes(32).toString('base64url'), description));
  if (await bindToKey(table, key)) return key;
  throw new ConfigurationError(
    `the parameter ${name} holds another identity key than the one that the table ${table.name} was written with: put the right one back from its copy (docs/runbook.md, "The identity key")`,
  );
}
