import { SaidBy } from '../../api/leads/said-by.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { ConsentGrant, Lead } from '../leads/record.ts';
import type { AddressState } from '../mail/index.ts';
import { minutesMs } from '../platform/clock.ts';
import type { TopicId } from '../platform/ids.ts';

/** What a colleague heard from a person. */
export interface HeardConsent {
  readonly purpose: 'contact' | 'newsletter' | 'tracking';
  readonly granted: boolean;
  readonly how: SaidBy;
  /** When the person said so. */
  readonly saidAt: Date;
  /** What newsletters may not be about any more; null: anything. */
  readonly topics: readonly TopicId[] | null;
}

/** Clocks of people's machines run ahead a little. */
const clockSlackMs = 5 * minutesMs;

/** Finds why what a colleague heard cannot be noted; null where it can. A refusal never fails because of how a record looks. */
export function whyNotSaid(
  { consent, email }: Pick<Lead, 'consent' | 'email'>,
  { purpose, granted, saidAt, topics }: HeardConsent,
  { address, topicsInForce, now }: { readonly address: AddressState; readonly topicsInForce: readonly TopicId[]; readonly now: Date },
): Both | null {
  if (saidAt.getTime() > now.getTime() + clockSlackMs)
    return {
      vi: 'Thời điểm khách nói chưa đến: hãy sửa `at`.',
      en: 'The moment at which the person said so is yet to come: correct `at`.',
    };
  const latest = latestWord(purpose, consent, address);
  if (latest !== null && Date.parse(latest.at) > saidAt.getTime() && latest.granted !== granted)
    return {
      vi: `Khách đã nói khác sau đó (${latest.at}): lời sau có hiệu lực.`,
      en: `The person said otherwise since (${latest.at}): the later word counts.`,
    };
  if (topics !== null) {
    if (purpose !== 'newsletter' || granted)
      return {
        vi: 'Chỉ từ chối bản tin mới có chủ đề: hãy bỏ `topics`.',
        en: 'Only newsletters are refused by topic: leave `topics` out.',
      };
    if (email === null)
      return {
        vi: 'Không có địa chỉ nên không có chủ đề nào: hãy bỏ `topics`.',
        en: 'Topics belong to an address, and there is none: leave `topics` out.',
      };
    const unknown = topics.filter((topic) => !topicsInForce.includes(topic) && !address.choices?.confirmed[topic]);
    if (unknown.length > 0) return { vi: `Không có chủ đề ${unknown.join(', ')}.`, en: `There is no topic ${unknown.join(', ')}.` };
  }
  if (stands({ consent }, { purpose, granted, topics }, address))
    return granted
      ? { vi: 'Khách đã đồng ý rồi.', en: 'The person has agreed already.' }
      : { vi: 'Khách đã từ chối rồi.', en: 'The person has refused already.' };
  return granted ? whyNotGranted(purpose, email, address) : null;
}

/** Tells whether record and address say so already. */
function stands(
  { consent }: Pick<Lead, 'consent'>,
  { purpose, granted, topics }: Pick<HeardConsent, 'purpose' | 'granted' | 'topics'>,
  { choices }: AddressState,
): boolean {
  const { [purpose]: grant } = consent;
  if (granted) return grant?.granted === true && (purpose !== 'newsletter' || grant.confirmedAt !== undefined);
  if (purpose !== 'newsletter' || !choices) return grant?.granted === false;
  if (topics === null) return choices.refusedAll !== undefined && grant?.granted === false;
  return choices.refusedAll !== undefined || topics.every((topic) => choices.refused[topic] !== undefined);
}

function whyNotGranted(purpose: HeardConsent['purpose'], email: string | null, { suppression, choices }: AddressState): Both | null {
  if (purpose === 'contact') return null;
  if (purpose === 'tracking')
    return {
      vi: 'Khách chỉ có thể đồng ý theo dõi trên chính thiết bị của mình.',
      en: 'A person agrees to tracking on their own device, and nobody for them.',
    };
  if (email === null) return { vi: 'Chưa có địa chỉ e-mail để hỏi xác nhận.', en: 'There is no address whose mailbox could confirm it.' };
  if (suppression) return { vi: 'Địa chỉ này không nhận thư nữa.', en: 'The address takes no mails any more.' };
  if (choices?.refusedAll !== undefined)
    return {
      vi: 'Khách đã từ chối mọi thư quảng cáo: chỉ khách tự đăng ký lại được.',
      en: 'The person refused all advertising: only they themselves take that back, by a form or the link in their mails.',
    };
  return null;
}

/** Returns what the person said of a purpose last, by the record and by the mailbox. */
function latestWord(
  purpose: HeardConsent['purpose'],
  consent: Lead['consent'],
  { choices }: AddressState,
): { readonly granted: boolean; readonly at: string } | null {
  const grant = consent[purpose];
  const words = grant ? [{ granted: grant.granted, at: grant.at }] : [];
  if (purpose === 'newsletter' && choices) {
    words.push(...Object.values(choices.confirmed).map(({ at }) => ({ granted: true, at })));
    if (choices.refusedAll !== undefined) words.push({ granted: false, at: choices.refusedAll });
  }
  return words.sort((one, other) => other.at.localeCompare(one.at))[0] ?? null;
}

/** Stands in a grant in place of a text's version: nobody read one, a colleague heard it in this way. */
export const saidVersion = (how: SaidBy): string => `said-${how}`;

/** Tells how a person said what a record holds of their consent. */
export function consentHow({
  channel,
  sourceId,
  textVersion,
}: Pick<ConsentGrant, 'channel' | 'sourceId' | 'textVersion'>): SaidBy | 'form' | 'link' | 'colleague' {
  const way = SaidBy.options.find((one) => saidVersion(one) === textVersion);
  // A list says how as well (shared/imports).
  if (channel === 'import' && way) return way;
  if (channel === 'manual') return way ?? (sourceId === 'link' ? 'link' : 'colleague');
  return 'form';
}
