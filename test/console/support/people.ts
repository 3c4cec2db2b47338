import type { Runtime } from '../../support/runtime.ts';

/** A rep of the south, whom the tests sign in as. */
export const lan = 'lan.tran@example.com';

/** Asks the API as somebody, and expects to be heard. */
export async function askAs(
  runtime: Runtime,
  user: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const answer = await runtime.request(path, {
    method,
    headers: { authorization: `Bearer ${await runtime.token(user)}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Has a rep type somebody in, so that the lead is theirs. */
export async function typeIn(runtime: Runtime, user: string, person: object): Promise<string> {
  const { leadId } = await askAs(runtime, user, 'POST', '/v1/leads', { province: 'TP.HCM', ...person });
  await runtime.idle();
  return String(leadId);
}
