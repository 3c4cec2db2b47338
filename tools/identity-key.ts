import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { fitsProof, readKeyProof } from '../shared/identity/index.ts';
import { type Digests, openDigests } from '../shared/platform/digests.ts';
import { InvalidInputError } from '../shared/platform/errors.ts';
import type { Table } from '../shared/platform/table.ts';

/**
 * Opens the digests of a deployment with the operator's credentials.
 * @throws InvalidInputError when there is no such parameter, or the table was written with another key
 */
export async function readDigests(table: Table, parameter: string): Promise<Digests> {
  const key = await readParameter(parameter);
  const proof = await readKeyProof(table);
  if (proof === undefined) throw new InvalidInputError(`the table ${table.name} names no identity key: deploy the stack once`);
  if (!fitsProof(key, proof)) throw new InvalidInputError(`the parameter ${parameter} is not the identity key of the table ${table.name}`);
  return openDigests(key);
}

async function readParameter(name: string): Promise<string> {
  try {
    const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    if (Parameter?.Value) return Parameter.Value;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ParameterNotFound') throw error;
  }
  throw new InvalidInputError(`there is no parameter ${name}: see "The identity key" in docs/runbook.md`);
}
