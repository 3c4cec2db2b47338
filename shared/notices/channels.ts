import { askForCall, callIdFor, readCall } from '../calls/index.ts';
import { companyKind } from '../company/company-config.ts';
import { type Masking, maskIn } from '../identity/index.ts';
import type { Lead } from '../leads/index.ts';
import type { ClaimGuard, ClaimParts, ProductParts } from '../mail/index.ts';
import { addMs, isoTime, secondsMs } from '../platform/clock.ts';
import { type CallId, LeadId, type MailId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import { type WebhookConfig, webhookKind } from '../webhooks/webhook-config.ts';
import { readOwner } from './card-facts.ts';
import { channelsInForce, chatName, readOwnChannels } from './choice.ts';
import { type Hearer, idOf, repHears, type Whose } from './hearer.ts';
import { noticeWebhookCall } from './notice-webhook.ts';
import { telegramCall } from './telegram-call.ts';

/** By what somebody is still to be told, beside their mailbox; a channel that was asked for already is none of them. */
export interface OpenChannels {
  readonly whose?: Whose;
  readonly telegram?: { readonly callId: CallId; readonly chatId: string; readonly tokenParameter: string };
  readonly webhook?: { readonly callId: CallId } & WebhookConfig;
}

/** Finds the channels by which the owner of a lead was not asked to be told yet, beside whatever else a notice reads. */
export async function openChannels(
  read: Promise<Lead | undefined>,
  mailId: MailId,
  parts: Pick<ProductParts, 'table' | 'config'>,
): Promise<OpenChannels> {
  const lead = await read;
  return channelsOf(repHears(lead && (await readOwner(parts.config, lead))), mailId, parts);
}

/** Finds the channels by which somebody was not asked to be told yet. Where the company has no bot and they no webhook, nothing is read. */
export async function channelsOf(
  hearer: Hearer | undefined,
  mailId: MailId,
  { table, config }: Pick<ProductParts, 'table' | 'config'>,
): Promise<OpenChannels> {
  if (!hearer) return {};
  const { whose, notify } = hearer;
  const [company] = (await config.current(companyKind)).documents.values();
  if (!company?.telegram && notify?.webhook === undefined) return {};
  const { channels, telegram, webhook: ownWebhook } = channelsInForce(hearer, await readOwnChannels(table, whose));
  const telegramChatId = channels.includes('telegram') && telegram.state === 'proven' ? (telegram.chatId ?? undefined) : undefined;
  const webhookId = channels.includes('webhook') ? ownWebhook : undefined;
  const webhooks = webhookId === undefined ? undefined : await config.current(webhookKind);
  const webhook = webhookId === undefined ? undefined : webhooks?.documents.get(webhookId);
  const unasked = async (channel: string): Promise<CallId | null> => {
    const callId = callIdFor('notice', channel, mailId, idOf(whose));
    return (await readCall(table, callId)) ? null : callId;
  };
  const [telegramId, webhookCallId] = await Promise.all([
    company?.telegram && telegramChatId !== undefined ? unasked('telegram') : null,
    webhook ? unasked('webhook') : null,
  ]);
  return {
    whose,
    ...(telegramId && telegramChatId !== undefined && company?.telegram
      ? { telegram: { callId: telegramId, chatId: telegramChatId, tokenParameter: company.telegram.tokenParameter } }
      : {}),
    ...(webhookCallId && webhook ? { webhook: { ...webhook, callId: webhookCallId } } : {}),
  };
}

/** What a notice that goes by several channels is known by. */
interface Matter {
  readonly mailId: MailId;
  readonly request: { readonly kind: string; readonly leadId: string };
  readonly facts: { readonly channels: OpenChannels };
  readonly masking: Masking;
}

/**
 * Asks for the other channels of a notice in the transaction that claims its mail: each is asked for once, however often the mail is tried, and
 * none waits for SES. What a digest tells of rings by the digest.
 */
export function channelGuards(
  { mailId, request, facts, masking }: Matter,
  telegramHtml: () => string,
  parts: ClaimParts,
): readonly ClaimGuard[] {
  const { whose, telegram, webhook } = facts.channels;
  if (!whose || parts.isForDigest) return [];
  const { now } = parts;
  const leadId = LeadId.parse(request.leadId);
  return [...(telegram ? [askTelegram(whose, telegram)] : []), ...(webhook ? [askWebhook(whose, webhook)] : [])].map((write) => ({
    write,
    // Somebody else asked in between: whoever looks again finds it asked for.
    refused: () => ({ act: 'postpone', until: addMs(now, secondsMs), why: 'channelAskedElsewhere' }),
  }));

  /** Whoever hears is the group: a chat that Telegram makes us wait for holds up no other. */
  function askTelegram(told: Whose, { callId, chatId, tokenParameter }: NonNullable<OpenChannels['telegram']>): PutWrite {
    const message = { chatId, tokenParameter, html: maskBetweenTags(telegramHtml(), masking) };
    const about = { ...told, leadId: request.leadId, chat: chatName(chatId) };
    return askForCall(telegramCall, { callId, endpoint: `telegram.${idOf(told)}`, request: message, at: now, about, leadId });
  }

  function askWebhook(told: Whose, { callId, id, url, secretParameter }: NonNullable<OpenChannels['webhook']>): PutWrite {
    const notice = { kind: request.kind, leadId: request.leadId, ...told, mailId, at: isoTime(now) };
    return askForCall(noticeWebhookCall, { callId, endpoint: id, request: { url, secretParameter, told: notice }, at: now, leadId });
  }
}

/** In tags stand links of ours, in which a number would be found by chance. */
const maskBetweenTags = (html: string, masking: Masking): string =>
  html
    .split(/(<[^>]*>)/)
    .map((part) => (part.startsWith('<') ? part : maskIn(part, masking)))
    .join('');
