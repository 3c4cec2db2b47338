import { userKind } from '../access/user-config.ts';
import { cleanText } from '../identity/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { digest, RepId } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { repKind } from '../routing/rep-config.ts';
import { type ClosedChat, readOwnChannels } from './choice.ts';
import { templates } from './generated/templates.ts';
import { planChannelOff } from './rules-notices.ts';

/** What came out, and what whoever hears of it does about it. */
const why: Readonly<Record<ClosedChat['reason'], Readonly<Record<'vi' | 'en', string>>>> = {
  botBlocked: {
    vi: 'Bot của công ty đã bị chặn trong Telegram. Mở cuộc trò chuyện với bot và bấm “Bỏ chặn”.',
    en: 'The company’s bot is blocked in Telegram. Open the chat with the bot and unblock it.',
  },
  botLeft: {
    vi: 'Bot của công ty không còn trong nhóm, hoặc không được viết ở đó. Thêm bot vào nhóm và cho phép bot gửi tin.',
    en: 'The company’s bot is no longer in the group, or may not write there. Add the bot to the group and let it write.',
  },
  userGone: {
    vi: 'Tài khoản Telegram hoặc nhóm này không còn nữa. Chọn một cuộc trò chuyện khác.',
    en: 'This account of Telegram, or the group, is gone. Choose another chat.',
  },
  botNotStarted: {
    vi: 'Bot chưa được phép viết trước. Mở bot của công ty trong Telegram và bấm “Bắt đầu”.',
    en: 'The bot may not write first. Open the company’s bot in Telegram and press “Start”.',
  },
  chatNotFound: {
    vi: 'Telegram không tìm thấy cuộc trò chuyện này. Viết cho bot của công ty và kiểm tra lại mã cuộc trò chuyện.',
    en: 'Telegram finds no such chat. Write to the company’s bot, and check the id of the chat.',
  },
  chatMoved: {
    vi: 'Nhóm này đã được nâng cấp và có mã mới. Chọn lại với mã mới của nhóm.',
    en: 'The group was upgraded and has another id. Choose it again by its new id.',
  },
  refused: {
    vi: 'Telegram từ chối gửi tin tới cuộc trò chuyện này. Viết cho bot của công ty rồi thử lại.',
    en: 'Telegram refuses messages to this chat. Write to the company’s bot, and try again.',
  },
};

/** Tells somebody that Telegram reaches them no more, once for each time; everything goes on by e-mail. */
export const channelOffNotice = defineMail({
  kind: 'channelOffNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ repId, userId, at }) => digest(repId ?? userId ?? '', at),
  async gather({ leadId, repId, userId = '' }, _begun, { table, config }) {
    const [reps, users] = await Promise.all([config.current(repKind), config.current(userKind)]);
    const owner = reps.documents.get(repId ?? '');
    const user = repId === undefined ? users.documents.get(userId) : undefined;
    const whose = repId === undefined ? { userId } : { repId: RepId.parse(repId) };
    const known = await readOwnChannels(table, whose, { consistent: true });
    return { correlationId: leadId, owner, receiver: owner ?? user, closed: known?.closed ?? null };
  },
  plan: ({ request, facts }) => planChannelOff(request, facts.receiver, facts.closed),
  compose({ company, facts: { owner, closed } }) {
    const locale = owner?.locale ?? company.defaultLocale;
    const values = {
      repName: cleanText(owner?.name ?? ''),
      offAt: closed ? localTime(closed.at, company.timeZone, locale) : '',
      cause: closed ? why[closed.reason][locale] : '',
    };
    return { ...filled(templates.channelOffNotice, values), locale, replyTo: null, reader: null };
  },
});
