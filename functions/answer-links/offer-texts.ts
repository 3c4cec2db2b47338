import type { DeclineReason } from '../../events/index.ts';
import type { Locale } from '../../shared/leads/index.ts';
import type { AskedNext } from '../../shared/routing/index.ts';

export interface OfferTexts {
  readonly offeredTitle: string;
  readonly acceptBy: string;
  readonly late: string;
  readonly accept: string;
  readonly decline: string;
  readonly declineNow: string;
  readonly reasons: Readonly<Record<DeclineReason, string>>;
  readonly note: string;
  readonly acceptedTitle: string;
  readonly reveal: string;
  readonly call: string;
  readonly write: string;
  readonly declinedTitle: string;
  readonly declined: Readonly<Record<AskedNext, string>>;
  readonly close: string;
  readonly openTitle: string;
  readonly open: string;
  readonly takenTitle: string;
  readonly taken: string;
  readonly fullTitle: string;
  readonly full: string;
  readonly overTitle: string;
  readonly over: string;
  readonly noReasonTitle: string;
  readonly noReason: string;
  readonly back: string;
  readonly name: string;
  readonly noName: string;
  readonly phone: string;
  readonly email: string;
  readonly place: string;
  readonly product: string;
  readonly message: string;
  readonly why: string;
}

/** Words of the page by which a rep answers an offer. */
export const offerTexts: Readonly<Record<Locale, OfferTexts>> = {
  vi: {
    offeredTitle: 'Khách mới cho anh/chị',
    acceptBy: 'Nhận trước',
    late: 'Đã quá hạn nhận, nhưng chưa có ai khác được mời. Anh/chị vẫn nhận được.',
    accept: 'Nhận khách này',
    decline: 'Không nhận được?',
    declineNow: 'Từ chối',
    reasons: {
      wrongTerritory: 'Không thuộc địa bàn của tôi',
      spam: 'Tin rác',
      duplicate: 'Trùng với khách đã có',
      noCapacity: 'Tôi đang quá tải',
      other: 'Lý do khác',
    },
    note: 'Viết thêm cho trưởng nhóm (không bắt buộc)',
    acceptedTitle: 'Khách này là của anh/chị',
    reveal: 'Hiện số điện thoại',
    call: 'Gọi',
    write: 'Viết e-mail',
    declinedTitle: 'Đã từ chối',
    declined: {
      nextRep: 'Hệ thống mời người kế tiếp.',
      nobody: 'Hiện hệ thống không mời thêm ai.',
      leader: 'Không còn ai để mời: trưởng nhóm sẽ giao khách này.',
      fallback: 'Nhóm này không còn ai để mời: nhóm dự phòng sẽ nhận khách.',
    },
    close: 'Anh/chị có thể đóng trang này.',
    openTitle: 'Khách mới: ai nhận trước được trước',
    open: 'Cả nhóm đều được báo. Số điện thoại hiện ra khi anh/chị nhận. Chưa ai nhận thì hệ thống chia lúc',
    takenTitle: 'Đã có người nhận',
    taken: 'Một đồng nghiệp đã nhận khách này, hoặc hết giờ nên hệ thống đã chia. Anh/chị không cần làm gì thêm.',
    fullTitle: 'Anh/chị chưa nhận thêm được',
    full: 'Anh/chị đã nhận đủ số khách, hoặc đang tạm ngừng nhận. Khách vẫn chờ đồng nghiệp khác trong nhóm.',
    overTitle: 'Khách này không còn chờ anh/chị',
    over: 'Đã có người khác nhận, hoặc lượt mời này đã kết thúc.',
    noReasonTitle: 'Chưa chọn lý do',
    noReason: 'Hãy chọn lý do để trưởng nhóm biết vì sao.',
    back: 'Quay lại',
    name: 'Họ và tên',
    noName: 'Khách chưa cho biết tên',
    phone: 'Điện thoại',
    email: 'E-mail',
    place: 'Tỉnh, thành',
    product: 'Quan tâm',
    message: 'Lời nhắn',
    why: 'Vì sao là anh/chị',
  },
  en: {
    offeredTitle: 'A new lead for you',
    acceptBy: 'Accept before',
    late: 'The time to accept is over, but nobody else was asked yet. You can still take it.',
    accept: 'Accept this lead',
    decline: 'Cannot take it?',
    declineNow: 'Decline',
    reasons: {
      wrongTerritory: 'Not in my territory',
      spam: 'Spam',
      duplicate: 'A duplicate of another lead',
      noCapacity: 'I have too much to do',
      other: 'Another reason',
    },
    note: 'A word to your leader (optional)',
    acceptedTitle: 'This lead is yours',
    reveal: 'Show the number',
    call: 'Call',
    write: 'Write an e-mail',
    declinedTitle: 'Declined',
    declined: {
      nextRep: 'The next rep is asked.',
      nobody: 'Nobody is asked at present.',
      leader: 'Nobody is left to ask: the leader of your pool gives it to somebody.',
      fallback: 'Nobody of your pool is left to ask: the pool behind it takes over.',
    },
    close: 'You can close this page.',
    openTitle: 'A new lead: the first to accept has it',
    open: 'The whole pool was told. The number shows once you accept. Where nobody does, it goes by turn at',
    takenTitle: 'Somebody has it already',
    taken: 'A colleague has accepted this lead, or its time ran out and it went by turn. There is nothing more to do.',
    fullTitle: 'You cannot take one more now',
    full: 'You have as many leads as you may, or take none at present. It still waits for the others of your pool.',
    overTitle: 'This lead does not wait for you any more',
    over: 'Somebody else has it, or this offer has ended.',
    noReasonTitle: 'No reason was chosen',
    noReason: 'Choose a reason, so that your leader knows why.',
    back: 'Back',
    name: 'Name',
    noName: 'No name given',
    phone: 'Phone',
    email: 'E-mail',
    place: 'Province',
    product: 'Interest',
    message: 'Message',
    why: 'Why you',
  },
};
