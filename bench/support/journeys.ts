import { documentsOf, publishConfig } from '../../test/support/publish-config.ts';
import { type Runtime, startRuntime } from '../../test/support/runtime.ts';
import { type CartJourneys, walkCarts } from './carts.ts';
import { toMorning } from './clock.ts';
import { addressOf, lead, newRun, type PostedLead } from './leads.ts';
import { walkRecords } from './record-journeys.ts';

type CallRecord = Awaited<ReturnType<Runtime['calls']>>[number];

/** A call of a function to AWS, with what it cost. */
export interface MeasuredCall {
  readonly function: string;
  readonly service: string;
  readonly operation: string;
  /** Kinds of keys that it named, such as LEAD. */
  readonly kinds: string;
  readonly read: number;
  readonly write: number;
  /** Refused: a condition did not hold, or transactions collided. Its units are billed as well, and not reported. */
  readonly refused: boolean;
}

/** Whether a call read configuration, or what was made of it: an instance keeps both, so they belong to no journey. */
export const isConfiguration = (kinds: string): boolean => kinds === 'CONFIG' || kinds === 'COMPILED';

/** All that one thing made the functions do, until nothing was under way any more. */
export interface Journey {
  readonly name: string;
  readonly calls: readonly MeasuredCall[];
  /** Function names, one per invocation. */
  readonly invocations: readonly string[];
}

/** What a deployment's busiest days consist of. */
export interface Journeys {
  /** The very first lead: every function reads the whole configuration. */
  readonly first: Journey;
  readonly created: readonly Journey[];
  readonly repeated: Journey;
  readonly changed: Journey;
  /** A repeat that comes when the last activity is more than ten minutes old: the lead moves to the front of its lists. */
  readonly later: Journey;
  /** A post that gives a visitor's history to the lead. */
  readonly linked: Journey;
  /** A new lead with nothing but a landline, which no guard tells from the next one. */
  readonly landline: Journey;
  /** A post that a program filled in, which waits in quarantine. */
  readonly held: Journey;
  /** Sequences are published; the runs of those that changed are looked at in the minute after. */
  readonly published: Journey;
  /** A person confirms that they want mails: a sequence begins, and its first mail goes out. */
  readonly nurtured: Journey;
  /** All follow-ups of the leads above, two days later. */
  readonly followedUp: Journey;
  readonly followUps: number;
  /** A cart that is filled, left, and bought after that. */
  readonly carts: CartJourneys;
  /** Reads by an admin, by name. */
  readonly reads: readonly Journey[];
  /** What the owner of a lead does with it, and the order that follows, by name. */
  readonly acts: readonly Journey[];
}

const createdLeads = 5;
/** Names those of the new leads who are asked by a mail whether they want the newsletter. */
export const subscribing = 'new lead who ticks the newsletter';
let walked: Promise<Journeys> | undefined;

/** Walks all journeys once per process, in a running local runtime with its conflicts on. */
export function walkJourneys(): Promise<Journeys> {
  walked ??= walk();
  return walked;
}

async function walk(): Promise<Journeys> {
  const runtime = await startRuntime();
  try {
    await toMorning(runtime);
    const run = newRun();
    const token = await oldEnoughToken(runtime);
    const post = async (posted: PostedLead, index: number): Promise<void> => {
      const answer = await runtime.post('contact', posted, { ip: addressOf(index) });
      if (answer.status !== 202) throw new Error(`the post was answered with ${answer.status}: ${answer.text}`);
    };
    const first = await record(runtime, 'first lead of a deployment', () => post(lead(run, 0), 0));
    const created: Journey[] = [];
    for (let index = 1; index <= createdLeads; index += 1) {
      const posted = { ...lead(run, index), token };
      const name = posted.consent.newsletter ? subscribing : 'new lead';
      created.push(await record(runtime, name, () => post(posted, index)));
    }
    const known = lead(run, 1);
    const again = { ...known, submissionId: `${run}-again` };
    const other = { ...known, submissionId: `${run}-other`, fields: { ...known.fields, company: 'Chuỗi cửa hàng Hoa Mai Sài Gòn' } };
    const repeated = await record(runtime, 'repeat that changes nothing', () => post(again, 1));
    const changed = await record(runtime, 'repeat that changes a field', () => post(other, 1));
    await runtime.advance('PT15M');
    const later = await record(runtime, 'repeat a quarter of an hour later', () => post({ ...other, submissionId: `${run}-later` }, 1));
    const reads = await readAll(runtime, known);
    // Afterwards, because a lead with a visitor costs more to read.
    const visitorId = `v-${run}`;
    const context = { ...known.context, visitorId };
    const agreed = { ...known, submissionId: `${run}-linked`, context, consent: { ...known.consent, tracking: true } };
    const linked = await record(runtime, 'repeat of a visitor who agrees', () => post(agreed, 1));
    const fields = { fullName: 'Lê Văn Bàn', phone: '028 3822 1234', province: 'TP.HCM' };
    const landline = await record(runtime, 'new lead with a landline alone', () =>
      post({ ...lead(run, 0), submissionId: `${run}-landline`, fields }, 0),
    );
    const trap = { ...lead(run, createdLeads + 1), submissionId: `${run}-held` };
    const held = await record(runtime, 'post of a program', () =>
      post({ ...trap, fields: { ...trap.fields, khong_dien: 'x' } }, createdLeads + 1),
    );
    reads.push(await recordRead(runtime, 'posts in quarantine', '/v1/quarantine'));
    reads.push(await recordRead(runtime, 'form of a visitor', `/v1/forms/contact?visitorId=${visitorId}`));
    const followedUp = await record(runtime, 'follow-up two days later', async () => {
      await runtime.advance('P2D');
      await runtime.settle();
      // The leap went over a morning too: its timer is set by the look of the leap, and met by the next one.
      await runtime.advance('PT2M');
      await runtime.settle();
    });
    const acts = await actAll(runtime, lead(run, 2));
    const { published, nurtured, told, moved } = await nurture(runtime, lead(run, 4));
    reads.push(...told);
    acts.push(...moved);
    const records = await walkRecords(runtime, (name, act) => record(runtime, name, act));
    reads.push(...records.reads);
    acts.push(...records.acts);
    const carts = await walkCarts(runtime, visitorId, (name, act) => record(runtime, name, act));
    return {
      carts,
      first,
      created,
      repeated,
      changed,
      later,
      linked,
      landline,
      held,
      published,
      nurtured,
      followedUp,
      followUps: createdLeads + 1,
      reads,
      acts,
    };
  } finally {
    await runtime.stop();
  }
}

/** The form's token, as a visitor's page holds it once the form is filled in; form.js sends it with every post. */
async function oldEnoughToken(runtime: Runtime): Promise<string> {
  const { body } = await runtime.get('/v1/forms/contact');
  if (typeof body?.token !== 'string') throw new Error('the form came without a token');
  await runtime.advance('PT1M');
  return body.token;
}

async function readAll(runtime: Runtime, known: PostedLead): Promise<Journey[]> {
  const user = 'admin@example.com';
  const found = await runtime.get(`/v1/leads?email=${encodeURIComponent(known.fields.email ?? '')}`, { user });
  const leadId: unknown = found.body?.items?.[0]?.leadId;
  const owner: unknown = found.body?.items?.[0]?.owner?.repId;
  const paths = {
    'form of a page': '/v1/forms/contact',
    'lead by e-mail': `/v1/leads?email=${encodeURIComponent(known.fields.email ?? '')}`,
    'lead by phone': `/v1/leads?phone=${known.fields.phone}`,
    'leads of an owner': `/v1/leads?owner=${String(owner)}&limit=20`,
    'leads of a province': '/v1/leads?region=79&limit=20',
    'newest leads': '/v1/leads?limit=20',
    'people by name': '/v1/search?q=trang',
    'latest active leads of a part': '/v1/leads?region=south&sort=activity&limit=20',
    'one lead': `/v1/leads/${String(leadId)}`,
    'timeline of a lead': `/v1/leads/${String(leadId)}/timeline`,
    'decisions about a lead': `/v1/leads/${String(leadId)}/decisions`,
    'what became of a post': `/v1/forms/contact/submissions/${known.submissionId}`,
  };
  // Once before, so that the configuration is no part of it.
  for (const path of Object.values(paths)) await runtime.get(path, { user });
  const reads: Journey[] = [];
  for (const [name, path] of Object.entries(paths)) reads.push(await recordRead(runtime, name, path));
  reads.push(await recordRead(runtime, 'work of a rep', '/v1/work', await userOf(runtime, String(owner))));
  const authorization = `Bearer ${await runtime.token(user)}`;
  const backtest = await record(runtime, 'back-test of six leads', async () => {
    const answer = await runtime.request('/v1/scoring/backtest', { method: 'POST', body: '{}', headers: { authorization } });
    if (answer.body?.judged !== createdLeads + 1) throw new Error(`the back-test was answered with ${answer.status}: ${answer.text}`);
  });
  return [...reads, backtest];
}

/** Has the owner of a lead do what colleagues do with one that is new to them. */
async function actAll(runtime: Runtime, known: PostedLead): Promise<Journey[]> {
  const admin = 'admin@example.com';
  const found = await runtime.get(`/v1/leads?email=${encodeURIComponent(known.fields.email ?? '')}`, { user: admin });
  const path = `/v1/leads/${String(found.body?.items?.[0]?.leadId)}`;
  const owner = await userOf(runtime, String(found.body?.items?.[0]?.owner?.repId));
  const now = Date.parse((await runtime.get('/_local/clock')).body?.now);
  const [today, later] = [2, 26].map((hours) => new Date(now + hours * 3_600_000).toISOString());
  const paid = [
    { kind: 'confirmed', at: new Date(now).toISOString(), amount: 1_500_000 },
    { kind: 'paid', at: new Date(now).toISOString(), amount: 1_500_000 },
  ];
  const acts: Journey[] = [];
  const act = async (name: string, where: string, body: unknown, user = owner): Promise<void> => {
    const authorization = `Bearer ${await runtime.token(user)}`;
    const send = async () => {
      const answer = await runtime.request(where, { method: 'POST', body: JSON.stringify(body), headers: { authorization } });
      if (answer.status >= 300) throw new Error(`${where} was answered with ${answer.status}: ${answer.text}`);
    };
    acts.push(await record(runtime, name, send));
  };
  await act('call that reached nobody', `${path}/calls`, { outcome: 'noAnswer' });
  await act('call with a callback', `${path}/calls`, { outcome: 'callback', callbackAt: later });
  await act('qualification result', `${path}/qualification`, { kind: 'call', factors: { timeline: 'partly' } });
  await act('stage move', `${path}/stage`, { stage: 'sql', reason: 'spoke' });
  await act('task noted', `${path}/tasks`, { kind: 'mail', title: 'Gửi báo giá', dueAt: today });
  const tasks: readonly { readonly taskId: string }[] = (await runtime.get(`${path}/tasks`, { user: owner })).body?.items ?? [];
  await act('task done', `/v1/tasks/${tasks[0]?.taskId}/done`, {});
  await act('order paid', `${path}/purchases`, { currency: 'VND', facts: paid }, admin);
  return acts;
}

/** Has a person who ticked the newsletter press the button; then asks what is told of it, and puts them into another sequence and out of it. */
async function nurture(runtime: Runtime, known: PostedLead) {
  const user = 'admin@example.com';
  const email = known.fields.email ?? '';
  const sequences: readonly { readonly id: string }[] = await documentsOf(runtime, 'sequences');
  const byHand = sequences.map((sequence) => (sequence.id === 'moi-quay-lai' ? { ...sequence, triggers: [{ on: 'manual' }] } : sequence));
  const published = await record(runtime, 'sequences that are published', async () => {
    await publishConfig(runtime, 'sequences', byHand);
    // The message for the look is sent once the stream has told of the publication, and waits from then on.
    await runtime.idle();
    await runtime.advance('PT2M');
    await runtime.settle();
  });
  await toMorning(runtime);
  const path = `/v1/leads/${String((await runtime.get(`/v1/leads?email=${encodeURIComponent(email)}`, { user })).body?.items?.[0]?.leadId)}`;
  const [button = ''] = (await runtime.mails(email)).flatMap(({ text }) => /\/v1\/subscribe\/[\w.-]+/.exec(text ?? '') ?? []);
  const nurtured = await record(runtime, 'subscription that is confirmed, and the first mail of a sequence', async () => {
    const { status, text } = await runtime.request(button, { method: 'POST' });
    if (status !== 200) throw new Error(`the button was answered with ${status}: ${text}`);
    await runtime.idle();
    await runtime.advance('PT2M');
    await runtime.settle();
  });
  const paths = {
    'sequences of a lead': `${path}/enrolments`,
    'why a mail was sent': `${path}/messages/why?sequence=chao-nguoi-moi&step=ba-con-so`,
    'why a mail was not sent yet': `${path}/messages/why?sequence=chao-nguoi-moi&step=kiem-kho`,
    'forecast of a lead': `${path}/forecast`,
    'leads of a sequence': '/v1/sequences/chao-nguoi-moi/enrolments',
    'sequences with their counts': '/v1/sequences',
  };
  // Once before, so that the configuration is no part of it.
  for (const one of Object.values(paths)) await runtime.get(one, { user });
  const told: Journey[] = [];
  for (const [name, one] of Object.entries(paths)) told.push(await recordRead(runtime, name, one));
  const ask = async (method: string, where: string, body?: unknown): Promise<void> => {
    const headers = { authorization: `Bearer ${await runtime.token(user)}` };
    const answer = await runtime.request(where, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (answer.status >= 300) throw new Error(`${where} was answered with ${answer.status}: ${answer.text}`);
  };
  const moved = [
    await record(runtime, 'put into a sequence', () => ask('POST', `${path}/enrolments`, { sequenceId: 'moi-quay-lai' })),
    await record(runtime, 'taken out of a sequence', () => ask('DELETE', `${path}/enrolments/moi-quay-lai`)),
  ];
  return { published, nurtured, told, moved };
}

/** The user of a rep, as the demo configuration has it. */
async function userOf(runtime: Runtime, repId: string): Promise<string> {
  const { body } = await runtime.get('/v1/config/users', { user: 'admin@example.com' });
  const users: readonly { readonly repId?: string; readonly email: string }[] = body?.documents ?? [];
  const found = users.find((user) => user.repId === repId);
  if (!found) throw new Error(`no user of the rep ${repId}`);
  return found.email;
}

function recordRead(runtime: Runtime, name: string, path: string, user = 'admin@example.com'): Promise<Journey> {
  return record(runtime, name, async () => {
    const answer = await runtime.get(path, { user });
    if (answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}: ${answer.text}`);
  });
}

/** Runs something and collects every call and invocation until the runtime is idle again. */
export async function record(runtime: Runtime, name: string, act: () => Promise<void>): Promise<Journey> {
  await runtime.idle({ timeoutSeconds: 60 });
  await runtime.resetCalls();
  await act();
  await runtime.idle({ timeoutSeconds: 60 });
  const calls = (await runtime.calls()).map(measuredCall);
  const invocations = (await runtime.invocations()).map(({ functionName }) => plainName(functionName));
  return { name, calls, invocations };
}

/** The minute's look for timers belongs to the deployment and not to a lead; the idle month counts it. */
export const ofLeads = ({ calls, invocations, name }: Journey): Journey => ({
  name,
  calls: calls.filter((call) => call.function !== 'find-due-timers'),
  invocations: invocations.filter((fn) => fn !== 'find-due-timers'),
});

function measuredCall({ principal, service, operation, status, capacity }: CallRecord): MeasuredCall {
  return {
    function: plainName(principal),
    service,
    operation,
    kinds: capacity?.keyPrefixes.join(' ') ?? '',
    read: capacity?.read ?? 0,
    write: capacity?.write ?? 0,
    refused: status >= 400,
  };
}

/** `pheu-dev-send-mail` → `send-mail` */
const plainName = (name: string): string => name.replace(/^pheu-[a-z0-9]+-/, '');
