import { GetParameterCommand, PutParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

/** The parameters of a deployment; all are secret. */
export interface Parameters {
  read(name: string): Promise<string | undefined>;
  /** Returns the value that the parameter has from now on: another deployment may have been quicker to make it. */
  create(name: string, value: string, description: string): Promise<string>;
  /** Overwrites a parameter that there is. */
  replace(name: string, value: string): Promise<void>;
}

export function openParameters(client: Pick<SSMClient, 'send'>): Parameters {
  async function read(name: string): Promise<string | undefined> {
    try {
      const { Parameter } = await client.send(new GetParameterCommand({ Name: name, WithDecryption: true }));
      return Parameter?.Value;
    } catch (error) {
      if (error instanceof Error && error.name === 'ParameterNotFound') return undefined;
      throw error;
    }
  }

  return {
    read,
    async create(name, value, description) {
      try {
        await client.send(
          new PutParameterCommand({ Name: name, Value: value, Type: 'SecureString', Overwrite: false, Description: description }),
        );
        return value;
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ParameterAlreadyExists') throw error;
        const theirs = await read(name);
        if (theirs === undefined) throw error;
        return theirs;
      }
    },
    async replace(name, value) {
      await client.send(new PutParameterCommand({ Name: name, Value: value, Type: 'SecureString', Overwrite: true }));
    },
  };
}
