import { type Clock, minutesMs } from './clock.ts';

/** A secret that was exchanged is used everywhere after that long. */
const knownMs = 5 * minutesMs;

/**
 * Opens the secrets that ops keep as parameters whose names begin alike.
 * @param prefix of the names, with the slash at its end
 */
export function openParameterSecrets(prefix: string, clock: Clock): (name: string) => Promise<string | undefined> {
  const known = new Map<string, { readonly value: string; readonly until: number }>();
  return async (name) => {
    const found = known.get(name);
    if (found && found.until > clock().getTime()) return found.value;
    const value = await readParameter(`${prefix}${name}`);
    if (value !== undefined) known.set(name, { value, until: clock().getTime() + knownMs });
    return value;
  };
}

/** The client is loaded by the first secret that is asked for. */
async function readParameter(name: string): Promise<string | undefined> {
  const { GetParameterCommand, SSMClient } = await import('@aws-sdk/client-ssm');
  try {
    const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: name, WithDecryption: true }));
    return Parameter?.Value;
  } catch (error) {
    if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
    throw error;
  }
}
