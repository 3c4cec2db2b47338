import { type Both, wordsFor } from '../leads/event-sentence.ts';
import type { RowProblem, RowWarning } from './rules-read-row.ts';

const reasons: Readonly<Record<RowProblem | RowWarning | 'known' | 'nothingNew' | 'orderTwice' | 'ownerMoved', Both>> = {
  rowTooLong: {
    vi: 'Dòng dài quá 32 KB: rút gọn, hoặc đặt cột dài là “bỏ qua”',
    en: 'The row says more than 32 KB: shorten it, or leave the long column out',
  },
  noContact: { vi: 'Không có số điện thoại hay e-mail nào', en: 'No telephone number or e-mail address' },
  phoneRounded: {
    vi: 'Excel đã làm tròn số điện thoại (9,12E+08): mở tệp gốc, định dạng cột là Văn bản rồi lưu lại',
    en: 'Excel rounded the number (9.12E+08): format the column as text in the original and save it again',
  },
  phoneUnusable: { vi: 'Số điện thoại không gọi được, đã giữ nguyên văn', en: 'The number cannot be dialled; it was kept as typed' },
  emailUnusable: { vi: 'E-mail không đúng dạng, đã bỏ qua', en: 'The e-mail address cannot be one; it was left out' },
  known: { vi: 'Dòng này đã được nhập trước đó', en: 'This very row was imported before' },
  nothingNew: { vi: 'Khách đã có, dòng này không có gì mới', en: 'The person is known, and the row says nothing new' },
  ownerMoved: { vi: 'Chuyển cho nhân viên ghi trong tệp', en: 'Goes to the rep whom the file names' },
  erased: {
    vi: 'Người này đã yêu cầu xoá dữ liệu: không nhập lại',
    en: 'This person was erased, and is not brought back by a list',
  },
  refused: { vi: 'Nội dung không nhận được', en: 'What it says cannot be taken in' },
  orderTwice: {
    vi: 'Mã đơn này có ở nhiều dòng với số tiền khác nhau: gộp thành một dòng với tổng tiền',
    en: 'Several rows have this order with other amounts: make it one row with the sum',
  },
  orderWithoutId: { vi: 'Thiếu mã đơn', en: 'The number of the order is missing' },
  orderWithoutDate: { vi: 'Thiếu ngày đặt hàng, hoặc không đọc được', en: 'The day of the order is missing, or cannot be read' },
  orderWithoutAmount: { vi: 'Thiếu số tiền, hoặc không đọc được', en: 'The amount is missing, or cannot be read' },
  amountUnread: { vi: 'Không đọc được số tiền', en: 'The amount cannot be read' },
  dateUnread: {
    vi: 'Không đọc được ngày (cần ngày/tháng/năm), đã bỏ qua',
    en: 'The date cannot be read (day/month/year); it was left out',
  },
  dateInFuture: { vi: 'Ngày ở tương lai, đã bỏ qua', en: 'The date is in the future; it was left out' },
  ownerUnknown: { vi: 'Không có nhân viên nào tên như vậy: chia theo quy tắc', en: 'Nobody of this name sells here: given by the rules' },
  ownerAmbiguous: {
    vi: 'Nhiều nhân viên trùng tên: ghi e-mail; đã chia theo quy tắc',
    en: 'Several reps are called so: write the e-mail address; given by the rules',
  },
  ownerInactive: { vi: 'Nhân viên đã nghỉ: chia theo quy tắc', en: 'This rep has left: given by the rules' },
  ownerRefused: {
    vi: 'Bạn không được chuyển khách này: giữ người phụ trách cũ',
    en: 'You may not give this person away: they keep their owner',
  },
  consentUnread: {
    vi: 'Không rõ đồng ý hay không: không tính là đồng ý nhận quảng cáo',
    en: 'Neither yes nor no: it allows no advertising',
  },
  consentIncomplete: {
    vi: 'Đồng ý nhưng thiếu ngày hoặc hình thức: không tính là đồng ý nhận quảng cáo',
    en: 'A yes without when and how: it allows no advertising',
  },
  consentHowUnknown: { vi: 'Không rõ hình thức đồng ý', en: 'In which way they agreed cannot be read' },
  answerUnfit: {
    vi: 'Giá trị không hợp với trường của công ty, đã bỏ qua',
    en: 'It does not fit the field of the company; it was left out',
  },
  formulaError: { vi: 'Công thức bị lỗi, ô này đã bỏ qua', en: 'A formula failed; the cell was left out' },
  tagTooLong: {
    vi: 'Nhãn dài quá, nhiều quá, hoặc có số điện thoại hay e-mail: đã bỏ bớt',
    en: 'Tags are too long or too many, or tell a number or an address; some were left out',
  },
};

/** Says why a row was skipped or set aside, or what of it was not used, to whoever brought the list; a reason of a later version is told as it stands. */
export const reasonWords = (reason: string): Both => wordsFor(reasons, reason) ?? { vi: reason, en: reason };

/** What becomes of a row. */
export const actionSentences: Readonly<Record<'create' | 'update' | 'skip' | 'quarantine', Both>> = {
  create: { vi: 'Lead mới', en: 'New lead' },
  update: { vi: 'Cập nhật', en: 'Updated' },
  skip: { vi: 'Bỏ qua', en: 'Skipped' },
  quarantine: { vi: 'Không nhận', en: 'Set aside' },
};
