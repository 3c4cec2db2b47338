import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
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

/** Most posts bring no token, and the client is a sixth of the bundle: it is loaded when it is needed. */
async function readFromStore(name: string): Promise<string | undefined> {
  const { readParameter } = await import('./secrets/parameter.ts');
  return readParameter(name);
}

/** Reads the master secret when it is first asked for and keeps it as long as the instance lives. */
export function openMasterSecret(parameterName: string, read: typeof readFromStore = readFromStore): MasterSecret {
  let loading: Promise<string> | undefined;
  async function load(): Promise<string> {
    const value = await read(parameterName);
    if (!value) throw new ConfigurationError(`the parameter ${parameterName} is empty; deploy the stack again`);
    return value;
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
