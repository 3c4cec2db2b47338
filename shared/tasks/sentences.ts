import { type Both, wordsFor } from '../leads/event-sentence.ts';

const kinds: Readonly<Record<string, Both>> = {
  call: { vi: 'gọi điện', en: 'call' },
  mail: { vi: 'gửi e-mail', en: 'write an e-mail' },
  text: { vi: 'nhắn tin', en: 'send a text' },
  meeting: { vi: 'gặp khách', en: 'meeting' },
  qualification: { vi: 'gọi đánh giá nhu cầu', en: 'qualification call' },
  custom: { vi: 'việc khác', en: 'other task' },
};

const reasons: Readonly<Record<string, Both>> = {
  accept: { vi: 'nhận khách mới', en: 'accept the new lead' },
  callback: { vi: 'gọi lại theo hẹn', en: 'call back' },
  hot: { vi: 'gọi khách đang nóng', en: 'call the hot lead' },
  firstContact: { vi: 'liên hệ lần đầu', en: 'first contact' },
};

/** Names a task by what brought it about, or else by its kind; a later word is shown as it is spelt. */
export function taskLabel({ kind = '', reason }: { readonly kind?: string | undefined; readonly reason?: string | undefined }): Both {
  return wordsFor(reasons, reason) ?? wordsFor(kinds, kind) ?? { vi: kind, en: kind };
}
