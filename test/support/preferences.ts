import { createHandler } from '../../functions/answer-links/app.ts';
import type { Lead, Locale } from '../../shared/leads/index.ts';
import { readAddressState } from '../../shared/mail/index.ts';
import type { HttpResponse } from '../../shared/platform/http.ts';
import { type SubmissionRef, TopicId } from '../../shared/platform/ids.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import { leavingLinks, subscribeUrl } from '../../shared/preferences/index.ts';
import { lambdaContext, postEvent } from './capture.ts';
import { huong, signedLinkKey } from './confirming.ts';
import { digests } from './digests.ts';
import { createWorld, type World } from './lead-world/world.ts';

export const offers = TopicId.parse('uu-dai');
export const tips = TopicId.parse('kien-thuc');
const maker = { siteUrl: 'https://www.annhien.example', signedLinkKey };

/** A person who posted a form, and the tokens of mails to their address. */
export class Reader {
  readonly world: World;
  readonly lead: Lead;
  readonly post: SubmissionRef;

  private constructor(world: World, lead: Lead, post: SubmissionRef) {
    this.world = world;
    this.lead = lead;
    this.post = post;
  }

  static async create(): Promise<Reader> {
    const world = createWorld();
    const post = world.post(huong);
    await world.takeIn(post);
    const [lead] = world.leads();
    if (!lead) throw new Error('there is no lead');
    return new Reader(world, lead, post);
  }

  get address() {
    return digests.address(this.lead.email ?? '');
  }

  /** The token of the ways out of a mail about a topic. */
  leavingToken(topic: TopicId | null = offers, at = this.world.parts.clock(), locale: Locale = 'vi'): string {
    const { leadId } = this.lead;
    return lastPart(leavingLinks({ leadId, address: this.address, locale, topic }, at, maker).unsubscribeUrl);
  }

  subscribeToken(askedAt = this.world.parts.clock().toISOString()): string {
    const { leadId } = this.lead;
    return lastPart(subscribeUrl({ leadId, address: this.address, locale: 'vi', asked: this.post, askedAt }, maker));
  }

  /** Asks for a page, or presses one of its buttons; `form`: what it posts. */
  follow(
    method: 'GET' | 'HEAD' | 'POST',
    page: Page,
    token: string,
    form?: string | Uint8Array,
    table: Table = this.world.table,
  ): Promise<HttpResponse> {
    const handler = createHandler(
      { ...this.world.parts, table, signedLinkKeys: [signedLinkKey], downloadKeys: [], log: silentLog },
      silentLog,
    );
    const event = postEvent({ method, ...(form instanceof Uint8Array ? { bytes: form } : { body: form }) });
    return handler({ ...event, routeKey: `${method} /v1/${page}/{token}`, pathParameters: { token } }, lambdaContext);
  }

  /** Confirms the mails, as the button does. */
  async subscribe(): Promise<void> {
    await this.follow('POST', 'subscribe', this.subscribeToken());
  }

  async choices() {
    return (await readAddressState(this.world.table, this.address)).choices;
  }

  /** What the history says of consent, the last one last. */
  told() {
    return this.world.timeline().flatMap(({ type, data }) => (type === 'lead.consent_changed' ? [data] : []));
  }

  /** Timers that will confirm a refusal. */
  confirmations() {
    return this.world.table.all().filter(({ message }) => Object(message).kind === 'refusalConfirmed');
  }
}

export type Page = 'unsubscribe' | 'preferences' | 'subscribe' | 'address' | 'surveys';

const lastPart = (url: string): string => new URL(url).pathname.split('/').at(-1) ?? '';
