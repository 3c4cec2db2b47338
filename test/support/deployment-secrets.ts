import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { Runtime } from './runtime.ts';

const Answer = z.object({ Data: z.object({ IdentityKey: z.string(), SignedLinkKey: z.string() }) });

/** Returns the secrets of a deployment as CloudFormation gets them: by an update that changes nothing. */
export async function deploymentSecrets(runtime: Pick<Runtime, 'invoke'>): Promise<z.infer<typeof Answer>['Data']> {
  const answered = Promise.withResolvers<string>();
  const server = createServer(async (request, response) => {
    answered.resolve(await text(request));
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await runtime.invoke('prepare-deployment', {
    RequestType: 'Update',
    ResponseURL: `http://127.0.0.1:${port}/answer`,
    ResourceProperties: { SecretVersion: '1' },
    StackId: 'stack',
    RequestId: 'request',
    LogicalResourceId: 'Preparation',
  });
  const { Data } = Answer.parse(JSON.parse(await answered.promise));
  server.close();
  return Data;
}
