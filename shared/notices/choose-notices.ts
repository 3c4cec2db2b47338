import { randomInt } from 'node:crypto';
import type { NoticeChannel, QuietHours } from '../../api/me/notice-words.ts';
import type { NoticesView } from '../../api/me/notices-view.ts';
import { askForCall, callIdFor } from '../calls/index.ts';
import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Locale } from '../leads/index.ts';
import { addMs, type Clock, isoTime, minutesMs } from '../platform/clock.ts';
import { InvalidInputError, NotFoundError } from '../platform/errors.ts';
import type { PutWrite, Table, WriteItem } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { channelsInForce, chatName, noOwnChannels, type OwnChannels, type OwnChat, putOwnChannels, readOwnChannels } from './choice.ts';
import { type FoundHearer, findHearer, type Hearer, idOf, type Whose } from './hearer.ts';
import { telegramCall } from './telegram-call.ts';

/** What choosing touches outside of itself. */
export interface ChoiceParts {
  readonly table: Table;
  readonly config: ConfigReader;
  readonly clock: Clock;
}

/** What somebody chooses, and the writes that keep the answer. */
export interface AskedChoice {
  readonly whose: Whose;
  readonly channels: readonly NoticeChannel[];
  readonly quiet: QuietHours | null;
  readonly telegramChatId: string | null;
  readonly seenVersion: number | undefined;
  readonly along: (view: NoticesView) => readonly WriteItem[];
}

const codeForMs = 15 * minutesMs;
const mostTries = 5;
/** A chat is sent no second code sooner: it may be a stranger's. */
const betweenCodesMs = minutesMs;

const sixDigits = (): string => String(randomInt(1_000_000)).padStart(6, '0');

/** Shows where and when somebody hears of leads. @throws NotFoundError for one who is not configured */
export async function showNotices(whose: Whose, { table, config }: Omit<ChoiceParts, 'clock'>): Promise<NoticesView> {
  const hearer = await hearerOf(whose, config);
  const [known, bot] = await Promise.all([readOwnChannels(table, hearer.whose, { consistent: true }), botOf(config)]);
  return viewOf(hearer, known, bot);
}

/**
 * Takes down where and when somebody hears of leads: a user who is a rep as well, as that rep. A chat that nobody has proven is sent a code, in the transaction of the choice.
 * @throws InvalidInputError for a channel that is not there; PreconditionFailedError where the choice has another version by now
 */
export async function chooseNotices(asked: AskedChoice, { table, config, clock }: ChoiceParts, codeOf = sixDigits): Promise<NoticesView> {
  const { channels, quiet, telegramChatId } = asked;
  const hearer = await hearerOf(asked.whose, config);
  const { whose } = hearer;
  const bot = await botOf(config);
  checkChannels(asked, hearer, bot);
  return untilWritten(async () => {
    const now = clock();
    const read = await readOwnChannels(table, whose, { consistent: true });
    const before = read ?? noOwnChannels(whose);
    refuseOtherVersion('choice', before, asked.seenVersion);
    const chosen = { channels: [...channels], quiet, telegramChatId };
    const isToProve = channels.includes('telegram') && telegramChatId !== null && telegramChatId !== hearer.notify?.telegramChatId;
    const { ownChat, isCodeNew } = isToProve ? proving(telegramChatId, before, now, codeOf) : { ownChat: before.ownChat, isCodeNew: false };
    // Whoever chooses a channel again has it tried again.
    const closed = channels.includes('telegram') ? null : before.closed;
    const after: OwnChannels = { ...before, chosen, ownChat, closed, chosenAt: isoTime(now), version: before.version + 1 };
    const view = viewOf(hearer, after, bot);
    const code = isCodeNew && bot ? [sendCode(await localeOf(hearer, config), after, bot, now)] : [];
    await table.transact([putOwnChannels(read ?? null, after), ...code, ...asked.along(view)]);
    return view;
  });
}

/** A chat that was proven stays so; one that was sent a code a moment ago is not sent another. */
function proving(chatId: string, { ownChat }: OwnChannels, now: Date, codeOf: () => string): { ownChat: OwnChat; isCodeNew: boolean } {
  const known = ownChat?.chatId === chatId ? ownChat : null;
  if (known?.provenAt) return { ownChat: known, isCodeNew: false };
  // Also by way of another chat: whoever tries numbers would write to many.
  const sentAt = ownChat?.sent ? Date.parse(ownChat.sent.sentAt) : 0;
  if (now.getTime() - sentAt < betweenCodesMs) {
    if (known) return { ownChat: known, isCodeNew: false };
    throw new InvalidInputError('A code was sent a moment ago.', [
      { path: 'telegramChatId', message: 'wait a minute before you name another chat' },
    ]);
  }
  const sent = { code: codeOf(), sentAt: isoTime(now), until: isoTime(addMs(now, codeForMs)), tries: 0 };
  return { ownChat: { chatId, provenAt: null, sent }, isCodeNew: true };
}

/**
 * Proves a chat by the code that the bot sent to it.
 * @throws InvalidInputError where it is another code, too old or used up, or no chat waits for one
 */
export async function proveTelegram(
  { whose: named, code, along }: { readonly whose: Whose; readonly code: string; readonly along: AskedChoice['along'] },
  { table, config, clock }: ChoiceParts,
): Promise<NoticesView> {
  const [hearer, bot] = await Promise.all([hearerOf(named, config), botOf(config)]);
  return untilWritten(async () => {
    const before = await readOwnChannels(table, hearer.whose, { consistent: true });
    const { ownChat } = before ?? {};
    if (!before || !ownChat) throw wrongCode('choose Telegram with a chat first: the bot sends a code to it');
    if (ownChat.provenAt) {
      const view = viewOf(hearer, before, bot);
      const writes = along(view);
      if (writes.length > 0) await table.transact(writes);
      return view;
    }
    const { sent } = ownChat;
    const now = clock();
    if (!sent || Date.parse(sent.until) <= now.getTime() || sent.tries >= mostTries) {
      throw wrongCode('the code is too old or was tried too often: choose Telegram again, and the bot sends another one');
    }
    if (sent.code !== code) {
      const tries = sent.tries + 1;
      await table.transact([
        putOwnChannels(before, { ...before, ownChat: { ...ownChat, sent: { ...sent, tries } }, version: before.version + 1 }),
      ]);
      throw wrongCode(`it is another code; ${mostTries - tries} tries are left`);
    }
    const proven = { ...ownChat, provenAt: isoTime(now), sent: null };
    const after: OwnChannels = { ...before, ownChat: proven, closed: null, version: before.version + 1 };
    const view = viewOf(hearer, after, bot);
    await table.transact([putOwnChannels(before, after), ...along(view)]);
    return view;
  });
}

const wrongCode = (message: string) => new InvalidInputError('The chat is not proven.', [{ path: 'code', message }]);

function checkChannels({ channels, telegramChatId }: AskedChoice, { notify }: Hearer, bot: string | undefined): void {
  const faults = [
    ...(channels.includes('telegram') && bot === undefined
      ? [{ path: 'channels', message: 'the company has no bot of Telegram: ask an admin for one, or leave "telegram" out' }]
      : []),
    ...(channels.includes('telegram') && telegramChatId === null && notify?.telegramChatId === undefined
      ? [{ path: 'telegramChatId', message: 'name your chat: write to the company’s bot, which learns its id' }]
      : []),
    ...(channels.includes('webhook') && notify?.webhook === undefined
      ? [{ path: 'channels', message: 'no webhook is written down for you: ask an admin for one, or leave "webhook" out' }]
      : []),
  ];
  if (faults.length > 0) throw new InvalidInputError('A channel is not there.', faults);
}

const codeTexts = {
  vi: (code: string) =>
    `Mã xác nhận của Phễu: <code>${code}</code>\nNhập mã này trong 15 phút để nhận thông báo lead tại đây. Nếu không phải anh/chị yêu cầu, xin bỏ qua.`,
  en: (code: string) =>
    `Code from Phễu: <code>${code}</code>\nType it in within 15 minutes to hear of leads here. If it was not you who asked, leave it.`,
} as const;

function sendCode(locale: Locale, channels: OwnChannels, tokenParameter: string, at: Date): PutWrite {
  const { chatId = '', sent = null } = channels.ownChat ?? {};
  const whose: Whose = 'repId' in channels ? { repId: channels.repId } : { userId: channels.userId };
  const callId = callIdFor('noticeCode', idOf(whose), String(channels.version));
  const request = { chatId, tokenParameter, html: codeTexts[locale](sent?.code ?? '') };
  return askForCall(telegramCall, {
    callId,
    endpoint: `telegram.${idOf(whose)}`,
    request,
    at,
    about: { ...whose, chat: chatName(chatId) },
  });
}

async function hearerOf(whose: Whose, config: ConfigReader): Promise<FoundHearer> {
  const hearer = await findHearer(whose, config);
  if (!hearer) throw new NotFoundError('no such rep or user');
  return hearer;
}

async function localeOf({ locale }: FoundHearer, config: ConfigReader): Promise<Locale> {
  const [company] = (await config.current(companyKind)).documents.values();
  return locale ?? company?.defaultLocale ?? 'vi';
}

async function botOf(config: ConfigReader): Promise<string | undefined> {
  const [company] = (await config.current(companyKind)).documents.values();
  return company?.telegram?.tokenParameter;
}

function viewOf(hearer: Hearer, known: OwnChannels | undefined, bot: string | undefined): NoticesView {
  const { channels, quiet, telegram } = channelsInForce(hearer, known);
  const { state, chatId, since, reason } = telegram;
  return {
    channels: [...channels],
    available: [
      'email',
      ...(bot === undefined ? [] : ['telegram' as const]),
      ...(hearer.notify?.webhook === undefined ? [] : ['webhook' as const]),
    ],
    quiet,
    telegramChatId: chatId,
    telegram: { state, since, reason },
    chosenBy: known?.chosen ? 'rep' : 'company',
    version: known?.version ?? 0,
  };
}
