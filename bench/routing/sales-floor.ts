import { documentsOf, publishConfig } from '../../test/support/publish-config.ts';
import type { Runtime } from '../../test/support/runtime.ts';
import { nowOf } from '../support/clock.ts';
import { addressOf, lead, newRun } from '../support/leads.ts';

const admin = 'admin@example.com';

/** A lead that was posted, and which rep has it or is to accept it. */
export interface Found {
  readonly path: string;
  readonly repId: string;
}

/** The pools of the example company, each with another way in which leads come to its reps, and whoever acts on them. */
export class SalesFloor {
  private readonly runtime: Runtime;
  private readonly run = newRun();
  private posts = 0;
  private emails = new Map<string, string>();
  private members = new Map<string, readonly string[]>();

  constructor(runtime: Runtime) {
    this.runtime = runtime;
  }

  /** Publishes pools with what `ways` says of each. */
  async open(ways: Readonly<Record<string, object>>): Promise<void> {
    const pools: readonly { readonly id: string; readonly members?: readonly { readonly repId: string }[] }[] = await documentsOf(
      this.runtime,
      'pools',
    );
    await publishConfig(
      this.runtime,
      'pools',
      pools.map((pool) => ({ ...pool, ...ways[pool.id] })),
    );
    this.members = new Map(pools.map(({ id, members = [] }) => [id, members.map(({ repId }) => repId)]));
    const users: readonly { readonly repId?: string; readonly email: string }[] = (await this.ask('GET', '/v1/config/users')).documents;
    this.emails = new Map(users.flatMap(({ repId, email }) => (repId === undefined ? [] : [[repId, email]])));
  }

  repsOf(poolId: string): readonly string[] {
    return this.members.get(poolId) ?? [];
  }

  userOf(repId: string): string {
    const email = this.emails.get(repId);
    if (email === undefined) throw new Error(`no user of the rep ${repId}`);
    return email;
  }

  /** Has a person open the form, who asks for no newsletter. Returns what they post once it is filled in. */
  async openForm(fields: Readonly<Record<string, string>>): Promise<() => Promise<string>> {
    const { body: form } = await this.runtime.get('/v1/forms/contact');
    await this.pass('PT1M');
    return () => this.post(fields, String(form?.token));
  }

  private async post(fields: Readonly<Record<string, string>>, token: string): Promise<string> {
    this.posts += 1;
    const index = 2 * this.posts + 1;
    const posted = lead(this.run, index);
    const body = { ...posted, token, fields: { ...posted.fields, product: 'ban-hang', ...fields } };
    const { status, text } = await this.runtime.post('contact', body, { ip: addressOf(index) });
    if (status !== 202) throw new Error(`the post was answered with ${status}: ${text}`);
    return String(posted.fields.email);
  }

  /** Finds who was posted under an address. */
  async find(email: string): Promise<Found> {
    const { items } = await this.ask('GET', `/v1/leads?email=${encodeURIComponent(email)}`);
    return { path: `/v1/leads/${items[0].leadId}`, repId: String(items[0].owner?.repId) };
  }

  /** Asks as a user; a lead that is changed by version is read before. */
  async ask(method: string, path: string, body?: unknown, { user = admin, etag = '' } = {}) {
    const headers = { authorization: `Bearer ${await this.runtime.token(user)}`, ...(etag !== '' && { 'if-match': etag }) };
    const answer = await this.runtime.request(path, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
    if (answer.status >= 300) throw new Error(`${method} ${path} was answered with ${answer.status}: ${answer.text}`);
    return answer.body;
  }

  /** The version of a lead, as changes of it name it. */
  async etagOf({ path }: Found): Promise<string> {
    return (await this.runtime.get(path, { user: admin })).headers.get('etag') ?? '';
  }

  /** Lets time go by until so many minutes after a moment. */
  async passUntil(at: string, minutes: number): Promise<void> {
    const now = await nowOf(this.runtime);
    await this.pass(`PT${Math.max(0, Math.round((Date.parse(at) - now.getTime()) / 60_000) + minutes)}M`);
  }

  async pass(duration: string): Promise<void> {
    await this.runtime.advance(duration);
    await this.runtime.settle();
  }
}
