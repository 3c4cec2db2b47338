import { z } from 'zod';
import { NoticeChannel, QuietHours } from '../../api/me/notice-words.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { digest, RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Item, PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import type { Hearer, Whose } from './hearer.ts';
import { Unreachable } from './telegram-call.ts';

/** What somebody chose for themselves; it stands over the configuration. */
const Chosen = z.object({ channels: z.array(NoticeChannel), quiet: QuietHours.nullable(), telegramChatId: z.string().nullable() });
export type Chosen = z.infer<typeof Chosen>;

/** A code that the bot sent to a chat. */
const SentCode = z.object({ code: z.string(), sentAt: z.iso.datetime(), until: z.iso.datetime(), tries: z.number().int() });

/** What is known of the chat that somebody chose for themselves. */
const OwnChat = z.object({ chatId: z.string(), provenAt: z.iso.datetime().nullable(), sent: SentCode.nullable() });
export type OwnChat = z.infer<typeof OwnChat>;

/** That Telegram takes no message to a chat any more. `callId`: by which call that came out. */
const ClosedChat = z.object({ chat: z.string(), at: z.iso.datetime(), reason: Unreachable.or(z.literal('refused')), callId: z.string() });
export type ClosedChat = z.infer<typeof ClosedChat>;

const known = {
  chosen: Chosen.nullable(),
  ownChat: OwnChat.nullable(),
  closed: ClosedChat.nullable(),
  /** When they chose last. */
  chosenAt: z.iso.datetime().nullable(),
  version: z.number().int(),
};

/** Where and when a rep, or a user who is none, hears of leads, as far as it is not configuration. */
export const OwnChannels = z.union([z.object({ repId: RepId, ...known }), z.object({ userId: z.string(), ...known })]);
export type OwnChannels = z.infer<typeof OwnChannels>;

function parse(item: Item): OwnChannels {
  const parsed = OwnChannels.safeParse({ chosen: null, ownChat: null, closed: null, chosenAt: null, ...item });
  if (!parsed.success) throw new CorruptItemError('the channels of somebody do not have the shape this version knows');
  return parsed.data;
}

const keyOf = (whose: Whose) => ('repId' in whose ? keys.repChannels(whose.repId) : keys.userChannels(whose.userId));

const store = versioned<OwnChannels>({ parse, toItem: (channels) => ({ ...keyOf(channels), ...channels }) });

/** Reads what somebody chose and what became of it; undefined: nothing yet. @throws CorruptItemError */
export const readOwnChannels = (table: Pick<Table, 'get'>, whose: Whose, options?: { readonly consistent?: boolean }) =>
  store.read(table, keyOf(whose), options);

/** Replaces what was read, or makes it. */
export const putOwnChannels = (before: OwnChannels | null, after: OwnChannels): PutWrite => store.put(before, after);

export const noOwnChannels = (whose: Whose): OwnChannels => ({
  ...whose,
  chosen: null,
  ownChat: null,
  closed: null,
  chosenAt: null,
  version: 0,
});

/** Names a chat where nobody need know which. */
export const chatName = (chatId: string): string => digest('telegram', chatId);

/** How somebody stands with Telegram. */
export interface TelegramStanding {
  readonly state: 'none' | 'unproven' | 'proven' | 'off';
  readonly chatId: string | null;
  readonly since: string | null;
  readonly reason: string | null;
}

/** What holds for somebody by now. */
export interface ChannelsInForce {
  readonly channels: readonly NoticeChannel[];
  readonly quiet: QuietHours | null;
  readonly telegram: TelegramStanding;
  readonly webhook: string | undefined;
}

/** Says where somebody hears of leads: as they chose, else as the configuration says. A chat that an admin wrote down is proven; one that Telegram refused is off. */
export function channelsInForce({ notify }: Pick<Hearer, 'notify'>, known: OwnChannels | undefined): ChannelsInForce {
  const { chosen = null } = known ?? {};
  const byCompany: readonly NoticeChannel[] = [
    'email',
    ...(notify?.telegramChatId === undefined ? [] : (['telegram'] as const)),
    ...(notify?.webhook === undefined ? [] : (['webhook'] as const)),
  ];
  return {
    channels: chosen?.channels ?? byCompany,
    quiet: chosen ? chosen.quiet : (notify?.quiet ?? null),
    telegram: standing(chosen?.telegramChatId ?? notify?.telegramChatId ?? null, notify?.telegramChatId, known),
    webhook: notify?.webhook,
  };
}

/** Reads when somebody wants no notice that can wait; null: at no time. */
export async function quietOf(table: Pick<Table, 'get'>, hearer: Hearer | undefined): Promise<QuietHours | null> {
  return hearer ? channelsInForce(hearer, await readOwnChannels(table, hearer.whose)).quiet : null;
}

function standing(chatId: string | null, ofCompany: string | undefined, known: OwnChannels | undefined): TelegramStanding {
  if (chatId === null) return { state: 'none', chatId, since: null, reason: null };
  const { closed = null, ownChat = null } = known ?? {};
  if (closed && closed.chat === chatName(chatId)) return { state: 'off', chatId, since: closed.at, reason: closed.reason };
  if (chatId === ofCompany) return { state: 'proven', chatId, since: null, reason: null };
  const provenAt = ownChat?.chatId === chatId ? ownChat.provenAt : null;
  return { state: provenAt === null ? 'unproven' : 'proven', chatId, since: provenAt, reason: null };
}
