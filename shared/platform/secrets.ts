import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { ConfigurationError } from './errors.ts';

/** Purposes that keys are derived for, so that one leaking key tells nothing about the others. */
export type SecretPurpose = 'origin' | 'address-salt' | 'form-token';

/** Derives the key of one purpose from the deployment's master secret. */
export function deriveSecret(master: string, purpose: SecretPurpose): string {
  return createHmac('sha256', master).update(purpose).digest('base64url');
}

export function sha256Hex(value: string): string {
  return createHash('sha256').update(value).digest('hex');
}

/** Compares two texts of a secret's kind without telling by its time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const first = Buffer.from(a);
  const second = Buffer.from(b);
  return first.length === second.length && timingSafeEqual(first, second);
}

export interface MasterSecret {
  /** @throws ConfigurationError when the parameter does not exist. */
  derive(purpose: SecretPurpose): Promise<string>;
}

/** Reads the master secret when it is first asked for and keeps it as long as the instance lives. */
export function openMasterSecret(parameterName: string, client: Pick<SSMClient, 'send'> = new SSMClient({})): MasterSecret {
  let loading: Promise<string> | undefined;
  async function load(): Promise<string> {
    const { Parameter } = await client.send(new GetParameterCommand({ Name: parameterName, WithDecryption: true }));
    if (!Parameter?.Value) throw new ConfigurationError(`the parameter ${parameterName} is empty; deploy the stack again`);
    return Parameter.Value;
  }
  return {
    async derive(purpose) {
      loading ??= load();
      try {
        return deriveSecret(await loading, purpose);
      } catch (error) {
        // A failed read must not be kept: the next call tries again.
        loading = undefined;
        throw error;
      }
    },
  };
}
