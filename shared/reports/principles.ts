import { type Definition, define } from './definition.ts';

/** What holds for all reports, before what each column counts. */
export const principles: readonly Definition[] = [
  define(
    'Ngày',
    'Theo múi giờ của công ty, từ 00:00 đến trước 00:00 hôm sau. Khi công ty đổi múi giờ, những ngày đã qua giữ nguyên.',
    'Day',
    'By the zone of the company, from 00:00 to before 00:00 of the next day. When the company moves to another zone, days that are over stay as they were.',
  ),
  define(
    'Theo ngày đến, theo sự kiện',
    'Theo ngày đến: những người đến trong kỳ đã thành gì cho đến nay. Theo sự kiện: điều xảy ra trong kỳ, dù người đó đến lúc nào. Một bảng chỉ có một cách tính.',
    'By arrival, by event',
    'By arrival: what became, to this day, of those who came in the span. By event: what happened in the span, whenever they came. One table has one of the two.',
  ),
  define(
    'Nguồn',
    'Lần chạm đầu tiên; chọn được lần cuối. Một bảng chỉ có một trong hai. Thông số utm đúng như trên địa chỉ trang.',
    'Source',
    'The first touch, or the last where that is chosen. One table has one of the two. What utm parameters say is as the address of the page had it.',
  ),
  define(
    'Tính cho ai',
    'Theo sự kiện: cho người và nhóm phụ trách lúc đó. Theo ngày đến: cho người nhận khách đầu tiên và nhóm lúc khách đến. Khách chưa có ai phụ trách đứng ở dòng riêng.',
    'Whose it is',
    'By event: of the rep and the pool that had the lead then. By arrival: of the rep who got it first, and of the pool at the arrival. What nobody has stands in a row of its own.',
  ),
  define(
    'Ai thấy gì',
    'Quản trị và marketing: tất cả. Quản lý: khu vực của mình. Trưởng nhóm: điều thuộc nhóm mình lúc nó xảy ra. Nhân viên: điều thuộc về mình lúc đó. Đầu bảng ghi rõ số của ai; số của các nhóm cộng lại bằng số chung.',
    'Who sees what',
    'Those who administer, and marketing: all. Managers: their regions. Leaders: what their pools had when it happened. Reps: what they had then. The head of a table says of whom it is; what pools are told adds up to the whole.',
  ),
  define(
    'Tỷ lệ',
    'Không hiện khi dưới 10; phân vị không hiện khi dưới 5. Chữ nghiêng nghĩa là còn có thể đổi.',
    'Shares',
    'Not shown below 10; percentiles not below 5. In italics: it may still change.',
  ),
  define(
    'Mục tiêu',
    'Đã đạt bao nhiêu: đếm như báo cáo Nhân viên, mỗi việc vào ngày của nó, cho người hoặc nhóm phụ trách lúc đó. Phần trăm làm tròn xuống: 99,9% là chưa đạt. Mức đạt là mức lúc đặt mục tiêu.',
    'Targets',
    'How much is done: as the report on reps counts it, each thing on its day, for the rep or the pool that had the lead then. Percents are rounded down: 99.9% has not reached it. Bands are those with which the target was set.',
  ),
  define(
    'Người được gộp, người được xoá',
    'Người được gộp tính một lần, vào lần đến sớm nhất; tách ra thì tính lại. Người được xoá vẫn có trong số, không còn mã và không ai nhận ra.',
    'People who were merged or erased',
    'Merged people count once, at the earliest arrival; when they are parted, they are two again. Who was erased stays in the numbers, without an id, and nobody can tell who it was.',
  ),
  define(
    'Thay đổi nhiều nhất (thư số liệu tuần, tháng)',
    'Lấy số của kỳ trừ trung bình tám kỳ trước, chia cho độ lệch chuẩn của tám kỳ đó; số đếm: không nhỏ hơn căn bậc hai của trung bình, số khác: không nhỏ hơn 5% trung bình. Cần biết ít nhất bốn kỳ; số đếm dưới 10 không xét; chỉ nêu năm số lệch nhiều nhất và lệch từ một lần độ dao động trở lên. Nguyên nhân: một nguồn, chiến dịch, sản phẩm, khu vực, nhóm hay nhân viên giải thích ít nhất một nửa thay đổi và thay đổi nhanh gấp đôi phần còn lại.',
    'Changed most (digests of a week or month)',
    'The number less its mean over the eight periods before, over their standard deviation; that is no less than the root of the mean for counts, and 5% of it for others. Four periods have to be known; counts below 10 are left out; at most five numbers that are at least one spread away are told. A reason is one source, campaign, product, region, pool or rep that explains at least half of the change and changed at twice the pace of the rest.',
  ),
];
