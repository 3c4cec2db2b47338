import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';

/** Reads one decrypted parameter; undefined when it is empty. In a file of its own so that the client loads with the first read. */
export async function readParameter(name: string): Promise<string | undefined> {
  const { Parameter } = await new SSMClient({}).send(new GetParameterCommand({ Name: name, WithDecryption: true }));
  return Parameter?.Value;
}
