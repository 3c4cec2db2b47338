import { createHash } from 'node:crypto';
import { z } from 'zod';
import { keptAnswers, PlatformId, type PlatformLead, saidOf } from '../platform-lead.ts';
import { readExactly } from '../rules-exact-json.ts';

/** Texts, and numbers where Zalo forgets the quotes: of a number it does so now and then. */
const text = z.union([z.string(), z.number()]).transform(String).nullish();
const somebody = z.object({ id: PlatformId }).nullish();

const Event = z.object({
  event_name: z.string().max(80),
  app_id: PlatformId.nullish(),
  oa_id: PlatformId.nullish(),
  timestamp: z.union([z.string().regex(/^\d{1,16}$/), z.number().int().nonnegative()]).transform(String),
  sender: somebody,
  recipient: somebody,
  follower: somebody,
  message: z.object({ msg_id: PlatformId.nullish(), text }).nullish(),
  info: z.object({ name: text, phone: text, address: text, city: text, district: text, ward: text }).nullish(),
});

/** What an official account is told of, as far as somebody may want to know. */
export interface ZaloEvent {
  /** Of Zalo's own, or of all that the event says: a repeat has the same, whatever time it comes at. */
  readonly eventId: string;
  readonly name: string;
  readonly at: string;
  /** As it was signed. */
  readonly timestamp: string;
  readonly appId: string | null;
  readonly oaId: string | null;
  /** Who did it, as this official account knows them; another account knows the same person by another id. */
  readonly userId: string | null;
  /** What the person said of how to reach them; null where they said nothing of it. */
  readonly lead: PlatformLead | null;
}

/** Reads an event; null for what is none. */
export function readZaloEvent(body: Uint8Array): ZaloEvent | null {
  const event = Event.safeParse(readExactly(body)).data;
  if (!event) return null;
  const isOfAccount = event.event_name.startsWith('oa_');
  const [userId, oaId] = isOfAccount
    ? [event.recipient?.id, event.sender?.id]
    : [event.sender?.id ?? event.follower?.id, event.recipient?.id];
  const ms = Number(event.timestamp);
  const at = new Date(ms < 1e11 ? ms * 1_000 : ms);
  if (Number.isNaN(at.getTime())) return null;
  const known = {
    eventId: idOf(event, userId),
    name: event.event_name,
    at: at.toISOString(),
    timestamp: event.timestamp,
    appId: event.app_id ?? null,
    oaId: oaId ?? event.oa_id ?? null,
    userId: userId ?? null,
  };
  return { ...known, lead: leadOf(event, known) };
}

function idOf({ event_name: name, timestamp, message, info }: z.infer<typeof Event>, userId: string | undefined): string {
  const messageId = message?.msg_id;
  const parts = messageId ? [name, messageId] : [name, userId ?? '', timestamp, JSON.stringify(info ?? null)];
  return digestOf(...parts);
}

const digestOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);

/** People write their number into a chat: with the zero or with the code of the country, in groups of any kind. What goes on by a hyphen and three digits is a tax code. */
const number = /(?<![\d+])(?:\+?84|0)(?:[\s.-]?\d){9}(?!\d|-\d{3}(?!\d))/;

function leadOf(
  { event_name: name, info, message }: z.infer<typeof Event>,
  { eventId, at, userId, oaId }: Pick<ZaloEvent, 'eventId' | 'at' | 'userId' | 'oaId'>,
): PlatformLead | null {
  if (name === 'user_submit_info') return userId === null || !info ? null : leadOfInfo(info, { userId, oaId, at });
  const answers = name === 'user_send_text' ? writtenAnswers(message?.text) : [];
  return answers.length === 0 ? null : leadFrom(eventId, name, answers, { userId, oaId, at });
}

/** Who it was, for which account, and when. */
type Whose = Pick<ZaloEvent, 'userId' | 'oaId' | 'at'>;
type Shared = Readonly<Partial<Record<'name' | 'phone' | 'address' | 'city' | 'district' | 'ward', string | null | undefined>>>;

/**
 * Returns what somebody shared of themselves with the account; null without a number. Named by whose number it is, so that the event and a look at
 * the person are the same lead.
 */
export function leadOfInfo(
  { name, phone, address, ward, district, city }: Shared,
  whose: Whose & { readonly userId: string },
): PlatformLead | null {
  if (!phone) return null;
  const number = nationalNumber(phone);
  const said = Object.entries({ fullName: name, phone: number, province: city, district, ward, address });
  const answers = said.flatMap(([key, value]) => (value ? [{ name: key, values: [value] }] : []));
  return leadFrom(digestOf('shared', whose.userId, number), 'user_submit_info', answers, whose);
}

const leadFrom = (leadId: string, event: string, answers: PlatformLead['answers'], { at, userId, oaId }: Whose): PlatformLead => ({
  leadId,
  at,
  answers: keptAnswers(answers),
  boxes: [],
  origin: saidOf({ event, oaId: oaId ?? undefined, zaloUserId: userId ?? undefined }),
  isTest: false,
});

function writtenAnswers(written: string | null | undefined): { name: string; values: string[] }[] {
  const phone = number.exec(written ?? '')?.[0];
  if (phone === undefined || written === undefined || written === null) return [];
  return [
    { name: 'phone', values: [phone] },
    { name: 'message', values: [written] },
  ];
}

/** Zalo writes a number as 849…, without the plus. */
function nationalNumber(phone: string): string {
  return /^84\d{9}$/.test(phone) ? `+${phone}` : phone;
}
