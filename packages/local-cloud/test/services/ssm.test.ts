import { DeleteParameterCommand, GetParameterCommand, GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Account, openAccount } from './local-account.ts';

describe('the local parameters', () => {
  let account: Account;
  let client: SSMClient;
  beforeEach(async () => {
    account = await openAccount();
    client = new SSMClient(account.as());
  });
  afterEach(async () => {
    client.destroy();
    await account.close();
  });

  const put = (Value: string, Overwrite = false) =>
    client.send(new PutParameterCommand({ Name: '/pheu/dev/token', Value, Type: 'SecureString', Overwrite }));

  it('shows a secret only when asked to decrypt it', async () => {
    await put('s3cret');

    const open = await client.send(new GetParameterCommand({ Name: '/pheu/dev/token', WithDecryption: true }));
    const closed = await client.send(new GetParameterCommand({ Name: '/pheu/dev/token' }));

    expect(open.Parameter).toMatchObject({ Value: 's3cret', Version: 1, Type: 'SecureString' });
    expect(closed.Parameter?.Value).not.toContain('s3cret');
  });

  it('overwrites only when told to', async () => {
    await put('one');

    await expect(put('two')).rejects.toMatchObject({ name: 'ParameterAlreadyExists' });
    expect((await put('three', true)).Version).toBe(2);
  });

  it('answers several names and says which are unknown', async () => {
    await put('one');

    const result = await client.send(new GetParametersCommand({ Names: ['/pheu/dev/token', '/none'], WithDecryption: true }));

    expect(result.Parameters?.map(({ Value }) => Value)).toEqual(['one']);
    expect(result.InvalidParameters).toEqual(['/none']);
  });

  it('deletes, and refuses what is missing or too large', async () => {
    await put('one');

    await client.send(new DeleteParameterCommand({ Name: '/pheu/dev/token' }));

    await expect(client.send(new GetParameterCommand({ Name: '/pheu/dev/token' }))).rejects.toMatchObject({ name: 'ParameterNotFound' });
    await expect(put('x'.repeat(4097))).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('demands the permission on the parameter', async () => {
    account.parameters.put('/pheu/dev/token', 'x');
    account.parameters.put('/other', 'y');
    account.grant('FORM', {
      Effect: 'Allow',
      Action: 'ssm:GetParameter',
      Resource: 'arn:aws:ssm:ap-southeast-1:000000000000:parameter/pheu/dev/*',
    });
    const form = new SSMClient(account.as('FORM'));

    await form.send(new GetParameterCommand({ Name: '/pheu/dev/token' }));
    await expect(form.send(new GetParameterCommand({ Name: '/other' }))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    form.destroy();
  });

  it('keeps parameters over a restart', async () => {
    await put('one');
    const other = await openAccount();

    other.parameters.restore(JSON.parse(JSON.stringify(account.parameters.snapshot())));

    expect(other.parameters.get('/pheu/dev/token')?.value).toBe('one');
    await other.close();
  });
});
