import type { Both } from '../leads/event-sentence.ts';
import { localTime } from '../platform/local-time.ts';
import { type GateAnswer, mostADay, type RefusedReason } from './rules-gate.ts';

const refused: Readonly<Record<RefusedReason, Both>> = {
  noNumber: { vi: 'Hồ sơ không có số di động.', en: 'The record has no mobile number.' },
  disqualified: { vi: 'Khách đã bị loại.', en: 'The lead is disqualified.' },
  notAccepted: { vi: 'Hãy nhận khách trước.', en: 'Accept the lead first.' },
  refusedContact: { vi: 'Khách không muốn được liên hệ.', en: 'The person does not want to be contacted.' },
  refusedAdvertising: { vi: 'Khách đã từ chối quảng cáo.', en: 'The person refused advertising.' },
  doNotCall: { vi: 'Số nằm trong danh sách không quảng cáo.', en: 'The number is on the list of those that want no advertising.' },
  noConsent: {
    vi: 'Khách chưa đồng ý nhận quảng cáo qua tin nhắn.',
    en: 'The person has not agreed to advertising by text.',
  },
};

/** Says why a text may not go now; null where it may. */
export function whyNoText(gate: GateAnswer, timeZone: string): Both | null {
  if (gate.answer === 'allowed') return null;
  if (gate.answer === 'refused') return refused[gate.reason];
  const [vi, en] = (['vi', 'en'] as const).map((locale) => localTime(gate.from.toISOString(), timeZone, locale));
  return gate.reason === 'quietHours'
    ? {
        vi: `Ngoài giờ nhắn tin (7–22 giờ). Gửi được từ ${vi}.`,
        en: `Outside the hours for texts (7 to 22 o’clock). It may go from ${en} on.`,
      }
    : {
        vi: `Số này đã nhận ${mostADay} tin trong 24 giờ. Gửi được từ ${vi}.`,
        en: `The number has had ${mostADay} texts within 24 hours. It may go from ${en} on.`,
      };
}
