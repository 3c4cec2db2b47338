import { askForCall, callIdFor, readCall } from '../calls/index.ts';
import { companyKind } from '../company/company-config.ts';
import { type Masking, maskIn } from '../identity/index.ts';
import type { ClaimGuard, ClaimParts, ProductParts } from '../mail/index.ts';
import { addMs, isoTime, secondsMs } from '../platform/clock.ts';
import type { CallId, MailId } from '../platform/ids.ts';
import type { PutWrite } from '../platform/table.ts';
import type { RepConfig } from '../routing/rep-config.ts';
import { type WebhookConfig, webhookKind } from '../webhooks/webhook-config.ts';
import { noticeWebhookCall } from './notice-webhook.ts';
import { telegramCall } from './telegram-call.ts';

/** What a rep is still to be told by, beside their mailbox; a channel that was asked for already is none of them. */
export interface OpenChannels {
  readonly telegram?: { readonly callId: CallId; readonly chatId: string; readonly tokenParameter: string };
  readonly webhook?: { readonly callId: CallId } & WebhookConfig;
}

/** Finds the channels by which a notice was not asked for yet. Of reps who named none nothing is read. */
export async function openChannels(
  owner: RepConfig | undefined,
  mailId: MailId,
  { table, config }: Pick<ProductParts, 'table' | 'config'>,
): Promise<OpenChannels> {
  if (!owner?.notify) return {};
  const { telegramChatId, webhook: webhookId } = owner.notify;
  const [companies, webhooks] = await Promise.all([
    telegramChatId === undefined ? undefined : config.current(companyKind),
    webhookId === undefined ? undefined : config.current(webhookKind),
  ]);
  const [company] = companies?.documents.values() ?? [];
  const webhook = webhookId === undefined ? undefined : webhooks?.documents.get(webhookId);
  const unasked = async (channel: string): Promise<CallId | null> => {
    const callId = callIdFor('notice', channel, mailId, owner.id);
    return (await readCall(table, callId)) ? null : callId;
  };
  const [telegramId, webhookCallId] = await Promise.all([
    company?.telegram ? unasked('telegram') : null,
    webhook ? unasked('webhook') : null,
  ]);
  return {
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
  readonly facts: { readonly owner: RepConfig | undefined; readonly channels: OpenChannels };
  readonly masking: Masking;
}

/**
 * Asks for the other channels of a notice in the transaction that claims its mail: each is asked for once, however often the mail is tried, and
 * none waits for SES. What a digest tells of rings nowhere else.
 */
export function channelGuards(
  { mailId, request, facts, masking }: Matter,
  telegramHtml: () => string,
  parts: ClaimParts,
): readonly ClaimGuard[] {
  const { channels, owner } = facts;
  if (!owner || parts.isForDigest) return [];
  const { telegram, webhook } = channels;
  const { now } = parts;
  return [...(telegram ? [askTelegram(telegram)] : []), ...(webhook ? [askWebhook(webhook)] : [])].map((write) => ({
    write,
    // Somebody else asked in between: whoever looks again finds it asked for.
    refused: () => ({ act: 'postpone', until: addMs(now, secondsMs), why: 'channelAskedElsewhere' }),
  }));

  /** The rep is the group: a chat that Telegram makes us wait for holds up no other. */
  function askTelegram({ callId, chatId, tokenParameter }: NonNullable<OpenChannels['telegram']>): PutWrite {
    const message = { chatId, tokenParameter, html: maskBetweenTags(telegramHtml(), masking) };
    return askForCall(telegramCall, { callId, endpoint: `telegram.${owner?.id}`, request: message, at: now });
  }

  function askWebhook({ callId, id, url, secretParameter }: NonNullable<OpenChannels['webhook']>): PutWrite {
    const told = { kind: request.kind, leadId: request.leadId, repId: owner?.id ?? '', mailId, at: isoTime(now) };
    return askForCall(noticeWebhookCall, { callId, endpoint: id, request: { url, secretParameter, told }, at: now });
  }
}

/** In tags stand links of ours, in which a number would be found by chance. */
const maskBetweenTags = (html: string, masking: Masking): string =>
  html
    .split(/(<[^>]*>)/)
    .map((part) => (part.startsWith('<') ? part : maskIn(part, masking)))
    .join('');
