import { randomBytes } from 'node:crypto';
import { FormDescription } from '../../api/forms/form-description.ts';
import { UnavailableError } from '../../shared/platform/errors.ts';
import { FormPost, type SubmissionRef } from '../../shared/platform/ids.ts';

/** SES accepts mails to its simulator in the sandbox, too, and counts them for no reputation; what follows the plus makes a person of it. */
const simulator = 'success@simulator.amazonses.com';

/** The mailbox of all probes, by which SES' simulator is greeted once a day. */
export const probeMailbox = simulator;

/** A post of a person who does not exist. */
export interface Probe {
  readonly ref: SubmissionRef;
  readonly email: string;
}

export function makeProbe(formId: string): Probe {
  const id = randomBytes(8).toString('hex');
  const ref = FormPost.parse({ formId, submissionId: `smoke-${id}` });
  return { ref, email: simulator.replace('@', `+smoke-${id}@`) };
}

/** Posts the form as form.js does: asks for it, waits as long as a person needs at least, posts with its token. */
export async function postProbe({ ref, email }: Probe, url: string): Promise<void> {
  const address = `${url.replace(/\/$/, '')}/v1/forms/${ref.sourceId}`;
  const form = FormDescription.parse(await answerOf(await ask(address), 200));
  await new Promise((resolve) => setTimeout(resolve, (form.minFillSeconds + 1) * 1_000));
  const own: Readonly<Record<string, string>> = {
    email,
    fullName: 'Smoke Test',
    message: 'A test of this deployment. Nobody has to answer.',
  };
  const fields = form.fields.flatMap(({ name, required, options }) => {
    const value = own[name] ?? (required ? (options?.[0]?.value ?? 'Smoke Test') : undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  const body = JSON.stringify({ submissionId: ref.submissionId, token: form.token, fields: Object.fromEntries(fields) });
  await answerOf(await ask(`${address}/submissions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }), 202);
}

async function ask(address: string, init: RequestInit = {}): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message.trim() : 'no connection';
    throw new UnavailableError(`${address} does not answer: ${cause}`, { cause: error });
  }
}

async function answerOf(response: Response, expected: number): Promise<unknown> {
  const text = await response.text();
  if (response.status === expected) return JSON.parse(text);
  throw new UnavailableError(`${response.url} answered ${response.status} instead of ${expected}: ${text.slice(0, 300)}`);
}
