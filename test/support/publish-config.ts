import type { Runtime } from './runtime.ts';

const user = 'admin@example.com';

/** Reads the documents of a kind that are in force. */
export async function documentsOf(runtime: Runtime, kind: string): Promise<{ readonly id: string }[]> {
  const { body } = await runtime.get(`/v1/config/${kind}`, { user });
  return body.documents;
}

/** Publishes the documents of a kind, as an admin does, and lets the time pass until every function knows them. The runtime has to be its own. */
export async function publishConfig(runtime: Runtime, kind: string, documents: readonly object[]): Promise<void> {
  const path = `/v1/config/${kind}`;
  const before = await runtime.get(path, { user });
  const { status, text } = await runtime.request(path, {
    method: 'PUT',
    body: JSON.stringify({ documents }),
    headers: { authorization: `Bearer ${await runtime.token(user)}`, 'if-match': before.headers.get('etag') ?? '' },
  });
  if (status !== 200) throw new Error(`${kind} were not published: ${status} ${text}`);
  // Functions know a configuration for up to 30 seconds.
  await runtime.advance('PT31S');
}
